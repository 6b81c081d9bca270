using AvianVox.Training.Splits;

namespace AvianVox.Training.Benchmarks;

/// <summary>What was measured on one fold.</summary>
/// <param name="Split">The fold, what its test shares with its training, and what can be got right without hearing.</param>
/// <param name="Methods">Each method, in the same order on every fold.</param>
internal sealed record FoldFigures(PartitionFigures Split, IReadOnlyList<MethodFigures> Methods);
