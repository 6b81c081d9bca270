using AvianVox.Training.Sounds;

namespace AvianVox.Training.Data;

/// <summary>A recording in memory.</summary>
/// <param name="Recording">Where it comes from.</param>
/// <param name="Samples">Mono at the front end's sample rate, at least one window long.</param>
/// <param name="OwnSamples">Length before a short clip was looped, in samples.</param>
internal sealed record Clip(Recording Recording, float[] Samples, int OwnSamples)
{
    /// <summary>What its file is known by again; null where it was not read from one.</summary>
    public SoundIdentity? Identity { get; init; }
}
