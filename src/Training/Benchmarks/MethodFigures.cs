using AvianVox.Training.Evaluation;
using AvianVox.Training.Evaluation.Metrics;

namespace AvianVox.Training.Benchmarks;

/// <summary>How good one method is.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Windows">Window by window; null for a method that only knows whole recordings.</param>
/// <param name="Scores">What it said of each recording, the windows pooled.</param>
internal sealed record MethodFigures(string Method, Accuracy? Windows, ScoreTable Scores)
{
    /// <summary>Recording by recording.</summary>
    public Accuracy Recordings { get; } = Scores.Accuracy();

    /// <summary>Mean average precision over the recordings.</summary>
    public double MeanAveragePrecision { get; } = AveragePrecision.Mean(Scores);
}
