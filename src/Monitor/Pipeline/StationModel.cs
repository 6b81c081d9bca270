using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Monitor.Detection;

namespace AvianVox.Monitor.Pipeline;

/// <summary>The model as the pipelines use it.</summary>
/// <param name="Name">Name and version, for the records.</param>
/// <param name="Spec">Its features.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Policy">What makes a detection of its labels.</param>
/// <param name="Classifier">Safe for all pipelines at once.</param>
internal sealed record StationModel(string Name, FeatureSpec Spec, IReadOnlyList<Label> Labels, ModelPolicy Policy, IWindowClassifier Classifier);
