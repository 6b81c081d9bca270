namespace AvianVox.Dsp.Features;

/// <summary>The features of one frame. The spans are valid only until the next frame is computed.</summary>
public readonly ref struct FrameFeatures
{
    /// <summary>Power per mel band; length <see cref="FeatureSpec.MelBands"/>.</summary>
    public ReadOnlySpan<float> Mel { get; init; }

    /// <summary>Log mel by <see cref="FeatureSpec.Log"/>, not scaled; length <see cref="FeatureSpec.MelBands"/>.</summary>
    public ReadOnlySpan<float> LogMel { get; init; }

    /// <summary>10 log10(max(power, 1e-10)) per band, in dB, not clamped; length <see cref="FeatureSpec.MelBands"/>.</summary>
    public ReadOnlySpan<float> Decibels { get; init; }

    /// <summary>MFCC of <see cref="Decibels"/>, not scaled; length <see cref="FeatureSpec.MfccCount"/>.</summary>
    public ReadOnlySpan<float> Mfcc { get; init; }
}
