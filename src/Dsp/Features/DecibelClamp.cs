namespace AvianVox.Dsp.Features;

/// <summary>
/// Over which span the decibel spectrum behind the MFCC is clamped to <see cref="FeatureSpec.MfccTopDecibels"/> below its maximum.
/// </summary>
public enum DecibelClamp
{
    /// <summary>No clamp; only the power floor of 1e-10 holds.</summary>
    None,

    /// <summary>Below the maximum of the window at hand: the streaming stand-in for a whole file.</summary>
    Window,

    /// <summary>Below the maximum of the whole recording (librosa's power_to_db). Offline only.</summary>
    File,
}
