using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Models;

/// <summary>A model as the branches use it.</summary>
/// <param name="Spec">Its features.</param>
/// <param name="Policy">What makes a detection of its labels.</param>
/// <param name="Classifier">Safe for all branches at once.</param>
internal sealed record ListeningModel(FeatureSpec Spec, ModelPolicy Policy, IWindowClassifier Classifier)
{
    /// <summary>Name and version, for the records.</summary>
    public string Name => Policy.Model.Name;

    /// <summary>Its labels.</summary>
    public IReadOnlyList<Label> Labels => Policy.Model.Labels;
}
