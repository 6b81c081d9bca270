namespace AvianVox.Station.Journal;

/// <summary>What pruning did.</summary>
/// <param name="Deleted">Entries deleted; more may be due while this is not 0.</param>
/// <param name="Last">Sequence of the last entry deleted.</param>
/// <param name="Dropped">Entries that sinks had not taken, by sink.</param>
public sealed record PruneResult(long Deleted, long Last, IReadOnlyDictionary<string, long> Dropped);
