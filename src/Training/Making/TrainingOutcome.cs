using AvianVox.Classification.Packages;
using AvianVox.Training.Evaluation;

namespace AvianVox.Training.Making;

/// <summary>What a training run made.</summary>
/// <param name="Package">The package as written.</param>
/// <param name="Figures">Its figures.</param>
internal sealed record TrainingOutcome(ModelPackage Package, ModelFigures Figures);
