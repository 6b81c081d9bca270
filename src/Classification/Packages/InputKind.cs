namespace AvianVox.Classification.Packages;

/// <summary>What a model takes.</summary>
public enum InputKind
{
    /// <summary>Windows of features made by a <see cref="Dsp.Features.FeatureSpec"/>.</summary>
    Features,

    /// <summary>Windows of raw samples, as the large published models take them.</summary>
    Waveform,
}
