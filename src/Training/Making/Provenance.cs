using System.Globalization;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;

namespace AvianVox.Training.Making;

/// <summary>Puts a run's facts and figures into model.json.</summary>
internal static class Provenance
{
    /// <summary>The provenance.</summary>
    /// <param name="facts">The run.</param>
    /// <param name="figures">Its figures.</param>
    public static ModelProvenance Of(TrainingFacts facts, ModelFigures figures)
    {
        var sets = facts.Sides.Values.SelectMany(c => c)
            .Select(c => c.Recording.DataSet)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["onnx largest deviation"] = figures.Deviation,
            ["negatives hours"] = Rounded(figures.AllNegatives.Hours),
            ["temperature"] = Rounded(figures.Temperature),
            ["best epoch"] = facts.Best.Epoch,
            ["best validation loss"] = Rounded(facts.Best.ValidationLoss),
        };
        if (figures.AllNegatives.IsMeasured)
        {
            metrics["negatives false alarms per hour"] = Rounded(figures.AllNegatives.FalsePerHour);
        }

        foreach (var (set, birds) in figures.Birds)
        {
            metrics[$"{set} window top-1"] = Rounded(birds.Windows.Top1);
            metrics[$"{set} window top-5"] = Rounded(birds.Windows.Top5);
            metrics[$"{set} recording top-1"] = Rounded(birds.Recordings.Top1);
            metrics[$"{set} recording top-5"] = Rounded(birds.Recordings.Top5);
            if (birds.Precision is { } precision)
            {
                metrics[$"{set} precision at threshold"] = Rounded(precision);
            }
        }

        return new ModelProvenance
        {
            Data = $"{string.Join(", ", sets)}; recordists and licences of every recording in {TrainedOn.FileName}",
            Split = SplitSentence(facts),
            Seed = facts.Request.Seed,
            Metrics = metrics,
            Notes = "Trained by avianvox-train; how, and what the figures mean, is told in MODEL_CARD.md.",
        };
    }

    /// <summary>How the recordings were split, in one sentence.</summary>
    /// <param name="facts">The run.</param>
    public static string SplitSentence(TrainingFacts facts) => string.Create(CultureInfo.InvariantCulture,
        $"by recording (negatives: by original recording or speaker), seed {facts.Request.Seed}: " +
        $"{facts.Sides[SplitSide.Training].Count} training, {facts.Sides[SplitSide.Validation].Count} validation, " +
        $"{facts.Sides[SplitSide.Test].Count} test");

    private static double Rounded(double value) => Math.Round(value, 4);
}
