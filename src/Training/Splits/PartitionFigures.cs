namespace AvianVox.Training.Splits;

/// <summary>How far a partition can be trusted.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Leakage">What its test shares with its training.</param>
/// <param name="Lookup">What can be got right without hearing.</param>
internal sealed record PartitionFigures(Partition Partition, Leakage Leakage, DeafLookup Lookup);
