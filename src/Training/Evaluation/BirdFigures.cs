using AvianVox.Classification.Packages;

namespace AvianVox.Training.Evaluation;

/// <summary>Figures over recordings of birds.</summary>
/// <param name="Windows">Single windows, against all labels.</param>
/// <param name="Recordings">Mean over a recording's windows, against the bird labels: which bird, given that it is one.</param>
/// <param name="Fired">Windows on which some bird label reached its threshold.</param>
/// <param name="FiredRight">Of these, those on which the highest bird label that did was the right one.</param>
/// <param name="RecordingsFoundRight">Recordings with at least one such window.</param>
internal sealed record BirdFigures(Accuracy Windows, Accuracy Recordings, int Fired, int FiredRight, int RecordingsFoundRight)
{
    /// <summary>Share of fired windows that name the right bird; 0 when none fired.</summary>
    public double Precision => Fired == 0 ? 0 : (double)FiredRight / Fired;

    /// <summary>Judges scores.</summary>
    /// <param name="scores">Scores of recordings of birds the model has labels for.</param>
    /// <param name="labels">The model's labels.</param>
    /// <param name="thresholds">What a label must reach.</param>
    public static BirdFigures Of(IEnumerable<ClipScores> scores, IReadOnlyList<Label> labels, Thresholds thresholds)
    {
        var isBird = labels.Select(l => l.Kind == LabelKind.Bird).ToArray();
        var index = labels.ToDictionary(l => l.ScientificName, l => l.Index, StringComparer.Ordinal);
        var (windows, recordings, fired, firedRight, found) = (default(Accuracy), default(Accuracy), 0, 0, 0);
        foreach (var clip in scores)
        {
            var right = index[clip.Clip.Recording.Class.ScientificName];
            var here = 0;
            foreach (var window in clip.Windows)
            {
                windows = windows.With(window, right);
                var named = thresholds.Fired(window);
                fired += named >= 0 ? 1 : 0;
                here += named == right ? 1 : 0;
            }

            firedRight += here;
            found += here > 0 ? 1 : 0;
            recordings = recordings.With(clip.Pooled(), right, isBird);
        }

        return new BirdFigures(windows, recordings, fired, firedRight, found);
    }
}
