using AvianVox.Classification.Packages;

namespace AvianVox.Training.Evaluation;

/// <summary>The measured figures of a model.</summary>
internal sealed class ModelFigures
{
    /// <summary>Takes figures of scores.</summary>
    /// <param name="thresholds">Recommended thresholds, chosen without the test recordings.</param>
    /// <param name="temperature">What the logits were divided by; 1 for nothing.</param>
    /// <param name="deviation">Largest difference between the probabilities of torch and of the exported network.</param>
    /// <param name="test">Scores of the test recordings.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="sampleRate">Rate of the clips, in Hz.</param>
    public ModelFigures(
        Thresholds thresholds,
        double temperature,
        double deviation,
        IReadOnlyList<ClipScores> test,
        IReadOnlyList<Label> labels,
        int sampleRate)
    {
        Thresholds = thresholds;
        Temperature = temperature;
        Deviation = deviation;
        var birds = test.Where(s => s.Clip.Recording.Class.Kind == LabelKind.Bird).ToList();
        Birds =
        [
            .. birds.GroupBy(s => s.Clip.Recording.DataSet)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, BirdFigures.Of(g, labels, thresholds))),
        ];
        Species =
        [
            .. birds.GroupBy(s => s.Clip.Recording.Class.CommonName)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, BirdFigures.Of(g, labels, thresholds))),
        ];
        var negatives = test.Where(s => s.Clip.Recording.Class.Kind != LabelKind.Bird).ToList();
        Negatives =
        [
            .. negatives.GroupBy(s => s.Clip.Recording.Class.CommonName)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, NegativeFigures.Of(g, labels, thresholds, sampleRate))),
        ];
        AllNegatives = NegativeFigures.Of(negatives, labels, thresholds, sampleRate);
    }

    /// <summary>Recommended thresholds.</summary>
    public Thresholds Thresholds { get; }

    /// <summary>What the logits were divided by; 1 for nothing.</summary>
    public double Temperature { get; }

    /// <summary>Largest difference between the probabilities of torch and of the exported network.</summary>
    public double Deviation { get; }

    /// <summary>Birds, by data set.</summary>
    public IReadOnlyList<(string DataSet, BirdFigures Figures)> Birds { get; }

    /// <summary>Birds, by English name.</summary>
    public IReadOnlyList<(string Species, BirdFigures Figures)> Species { get; }

    /// <summary>Recordings without birds, by English name of what is heard.</summary>
    public IReadOnlyList<(string Class, NegativeFigures Figures)> Negatives { get; }

    /// <summary>All recordings without birds.</summary>
    public NegativeFigures AllNegatives { get; }
}
