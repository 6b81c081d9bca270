using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;
using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Models;

/// <summary>A model as the branches use it: each takes a front end and a classifier of its own from it.</summary>
/// <param name="spec">Its features.</param>
/// <param name="strideFrames">Frames between two windows; 1 to the window's.</param>
/// <param name="maxBatch">Most windows that one of its classifiers takes at once.</param>
/// <param name="policy">What makes a detection of its labels.</param>
/// <param name="classifiers">Makes a classifier for one branch.</param>
/// <param name="network">What the classifiers share; owned, null for nothing.</param>
public sealed class ListeningModel(
    FeatureSpec spec,
    int strideFrames,
    int maxBatch,
    ModelPolicy policy,
    Func<IWindowClassifier> classifiers,
    IDisposable? network = null) : IDisposable
{
    /// <summary>Name and version, for the records.</summary>
    public string Name => Policy.Model.Name;

    /// <summary>Its labels.</summary>
    public IReadOnlyList<Label> Labels => Policy.Model.Labels;

    /// <summary>What makes a detection of its labels.</summary>
    public ModelPolicy Policy { get; } = policy;

    /// <summary>Most windows that one of its classifiers takes at once.</summary>
    public int MaxBatch { get; } = maxBatch;

    /// <summary>Length of a window.</summary>
    public TimeSpan Window => TimeSpan.FromSeconds((double)spec.WindowSamples / spec.SampleRate);

    /// <summary>Time between the begins of two windows.</summary>
    public TimeSpan Stride => TimeSpan.FromSeconds((double)strideFrames * spec.Hop / spec.SampleRate);

    /// <summary>Makes what turns a source's samples into this model's windows.</summary>
    /// <param name="sourceRate">Rate of the source in Hz.</param>
    /// <param name="maxBlock">Most samples of one write.</param>
    public IWindowFrontEnd CreateFrontEnd(int sourceRate, int maxBlock) =>
        new ResamplingFrontEnd(new WindowStream(spec, strideFrames), sourceRate, maxBlock);

    /// <summary>Makes a classifier for one branch, which disposes it.</summary>
    public IWindowClassifier CreateClassifier() => classifiers();

    /// <summary>Lets go of the network; the branches have disposed their classifiers.</summary>
    public void Dispose() => network?.Dispose();
}
