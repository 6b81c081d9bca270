using AvianVox.Training.Evaluation.Metrics;

namespace AvianVox.Training.CrossValidation;

/// <summary>Figures over all folds of one seed: every recording counts once.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Windows">Single windows, each counting the same, as an evaluation counts them.</param>
/// <param name="Recordings">Whole recordings.</param>
internal sealed record SeedFigures(int Seed, (double Top1, double Top5) Windows, MetricSet Recordings)
{
    /// <summary>Measures.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="folds">All its folds.</param>
    /// <param name="classes">Number of classes.</param>
    public static SeedFigures Of(int seed, IReadOnlyList<FoldResult> folds, int classes)
    {
        var all = folds.SelectMany(f => f.Recordings).ToList();
        return new SeedFigures(
            seed,
            ((double)all.Sum(r => r.WindowsFirst) / all.Sum(r => r.Windows), (double)all.Sum(r => r.WindowsFive) / all.Sum(r => r.Windows)),
            MetricSet.Of(ScoreTable.Of([.. all.Select(r => (r.Scores, r.Right))], classes)));
    }
}
