namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>Whether long recordings are named more often rightly than short ones.</summary>
/// <param name="Bands">Recordings in about equal numbers from the shortest to the longest.</param>
/// <param name="Classes">Per class: its recordings, their mean duration, and the share of them that is right.</param>
/// <param name="Pearson">Correlation of duration and being right (1 or 0) over the recordings; null where it is undefined.</param>
/// <param name="Spearman">The same by rank: a few very long recordings do not decide it.</param>
/// <param name="ClassPearson">Correlation of mean duration and share right over the classes, the study's plot; null where it is
/// undefined.</param>
internal sealed record DurationFigures(
    IReadOnlyList<DurationBand> Bands,
    IReadOnlyList<(int Class, int Count, double MeanSeconds, double Accuracy)> Classes,
    double? Pearson,
    double? Spearman,
    double? ClassPearson)
{
    private const int MostBands = 5;

    /// <summary>Measures.</summary>
    /// <param name="recordings">Class, duration in seconds and whether it was named rightly.</param>
    public static DurationFigures Of(IReadOnlyList<(int Class, double Seconds, bool Right)> recordings)
    {
        double[] seconds = [.. recordings.Select(r => r.Seconds)];
        double[] right = [.. recordings.Select(r => r.Right ? 1.0 : 0.0)];
        var ordered = recordings.OrderBy(r => r.Seconds).ToList();
        var count = Math.Min(MostBands, ordered.Count);
        var bands = Enumerable.Range(0, count)
            .Select(b => ordered[(b * ordered.Count / count)..((b + 1) * ordered.Count / count)])
            .Select(b => new DurationBand(b[0].Seconds, b[^1].Seconds, b.Count, (double)b.Count(r => r.Right) / b.Count));
        var classes = recordings.GroupBy(r => r.Class).OrderBy(g => g.Key)
            .Select(
                g => (Class: g.Key, Count: g.Count(), MeanSeconds: g.Average(r => r.Seconds), Accuracy: g.Average(r => r.Right ? 1.0 : 0.0))).ToList();
        return new DurationFigures(
            [.. bands], classes, Correlation.Pearson(seconds, right), Correlation.Spearman(seconds, right),
            Correlation.Pearson([.. classes.Select(c => c.MeanSeconds)], [.. classes.Select(c => c.Accuracy)]));
    }
}
