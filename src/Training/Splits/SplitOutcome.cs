namespace AvianVox.Training.Splits;

/// <summary>What a split made.</summary>
/// <param name="Index">What was split.</param>
/// <param name="Partitions">Partitions with their figures, in the order they were made.</param>
/// <param name="Groups">Number of recordings of each group, the largest first.</param>
internal sealed record SplitOutcome(RecordingIndex Index, IReadOnlyList<PartitionFigures> Partitions, IReadOnlyList<int> Groups);
