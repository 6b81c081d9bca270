using AvianVox.Classification.Packages;
using AvianVox.Training.Splits;

namespace AvianVox.Training.CrossValidation;

/// <summary>What a cross-validation found.</summary>
/// <param name="Labels">Classes.</param>
/// <param name="Recordings">Recordings tested per seed.</param>
/// <param name="Partitions">The folds, with leakage and the score of a lookup that hears nothing.</param>
/// <param name="Folds">Every fold with every seed.</param>
/// <param name="Seeds">Figures per seed.</param>
/// <param name="Network">How large the network is.</param>
internal sealed record CrossValidationOutcome(
    IReadOnlyList<Label> Labels,
    int Recordings,
    IReadOnlyList<PartitionFigures> Partitions,
    IReadOnlyList<FoldResult> Folds,
    IReadOnlyList<SeedFigures> Seeds,
    NetworkFacts Network);
