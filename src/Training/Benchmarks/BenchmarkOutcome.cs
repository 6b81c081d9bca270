using AvianVox.Training.Evaluation;
using AvianVox.Training.Evaluation.Metrics;

namespace AvianVox.Training.Benchmarks;

/// <summary>What a benchmark measured.</summary>
/// <param name="Recordings">Ids of the recordings that were read, in the order that the folds count them.</param>
/// <param name="Classes">Names of what is told apart.</param>
/// <param name="Folds">Folds, in order; at least two.</param>
internal sealed record BenchmarkOutcome(IReadOnlyList<string> Recordings, IReadOnlyList<string> Classes, IReadOnlyList<FoldFigures> Folds)
{
    /// <summary>All folds taken together: every recording and every window counts once, however uneven the folds are.</summary>
    public IReadOnlyList<MethodFigures> All =>
    [
        .. Folds[0].Methods.Select((first, m) => new MethodFigures(
            first.Method,
            first.Windows is null ? null : Sum(Folds.Select(f => f.Methods[m].Windows!.Value)),
            Joined([.. Folds.Select(f => f.Methods[m].Scores)]))),
    ];

    private static ScoreTable Joined(IReadOnlyList<ScoreTable> parts) => ScoreTable.Of(
        [.. parts.SelectMany(p => Enumerable.Range(0, p.Count).Select(row => (p.Row(row).ToArray(), p.Right[row])))], parts[0].Classes);

    private static Accuracy Sum(IEnumerable<Accuracy> parts) =>
        parts.Aggregate(
            default(Accuracy), (sum, part) => new Accuracy(sum.Count + part.Count, sum.First + part.First, sum.Five + part.Five));
}
