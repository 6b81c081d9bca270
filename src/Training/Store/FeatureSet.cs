using AvianVox.Dsp.Features;

namespace AvianVox.Training.Store;

/// <summary>Recordings with their features, mapped until disposal.</summary>
/// <param name="spec">Front end; its scale is not applied to what is kept.</param>
/// <param name="recordings">In the order they were asked for; those that could not be read are missing.</param>
internal sealed class FeatureSet(FeatureSpec spec, IReadOnlyList<StoredFeatures> recordings) : IDisposable
{
    /// <summary>Front end.</summary>
    public FeatureSpec Spec => spec;

    /// <summary>Recordings in the order they were asked for; those that could not be read are missing.</summary>
    public IReadOnlyList<StoredFeatures> Recordings => recordings;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var recording in recordings)
        {
            recording.Entry.Dispose();
        }
    }
}
