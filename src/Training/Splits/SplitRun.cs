namespace AvianVox.Training.Splits;

/// <summary>Splits an index, judges the split and writes its lists.</summary>
internal static class SplitRun
{
    /// <summary>Runs.</summary>
    /// <param name="request">What is to be done.</param>
    /// <returns>The partitions with their figures.</returns>
    /// <exception cref="WorkshopException">The index is not what it should be, it cannot be split that way, or the target is
    /// taken.</exception>
    /// <exception cref="IOException">Writing failed; the target is as it was.</exception>
    public static SplitOutcome Run(SplitRequest request)
    {
        if (request.Out is { } target)
        {
            SplitFolder.RequireFree(target, request.Replace);
        }

        var index = RecordingIndex.Read(request.Index, request.Columns);
        var partitions = request switch
        {
            { Rule: SplitRule.Study } => StudySplit.Create(index, request.TestShare, request.Folds, request.Seed),
            { Folds: > 0 } => GroupSplit.Folds(index, request.Rule, request.Folds, request.Seed),
            _ => [GroupSplit.HoldOut(index, request.Rule, request.TestShare, request.Seed)],
        };
        // The study's rule keeps nothing together but a recording's own line.
        var groups = index.Recordings.CountBy(
            r => request.Rule == SplitRule.Study ? r.Id : GroupSplit.GroupOf(index, r, request.Rule), StringComparer.Ordinal);
        var outcome = new SplitOutcome(
            index,
            [.. partitions.Select(p => new PartitionFigures(p, Leakage.Of(index, p), DeafLookup.Of(index, p)))],
            [.. groups.Select(g => g.Value).OrderDescending()]);
        if (request.Out is not null)
        {
            SplitFolder.Write(request.Out, SplitFiles.Of(request, outcome), request.Replace);
        }

        return outcome;
    }
}
