namespace AvianVox.Training.Fitting;

/// <summary>How training windows are varied. A station's microphone is louder or quieter than a recordist's and hears more wind.</summary>
internal sealed record AugmentationOptions
{
    /// <summary>No variation but the place of the window.</summary>
    public static readonly AugmentationOptions None = new() { LowestGain = 0, HighestGain = 0, NoiseShare = 0, Candidates = 1, SyntheticNoiseShare = 0 };

    /// <summary>Lowest gain, in dB.</summary>
    public double LowestGain { get; init; } = -24;

    /// <summary>Highest gain, in dB.</summary>
    public double HighestGain { get; init; } = 6;

    /// <summary>Share of windows that noise is mixed into, 0 to 1.</summary>
    public double NoiseShare { get; init; } = 0.5;

    /// <summary>Lowest ratio of the window's level to that of the noise mixed in, in dB.</summary>
    public double LowestRatio { get; init; } = 3;

    /// <summary>Highest ratio, in dB.</summary>
    public double HighestRatio { get; init; } = 30;

    /// <summary>Places drawn in a recording of an animal, of which the one with most energy at high frequencies is taken: much of a long recording is pauses.</summary>
    public int Candidates { get; init; } = 3;

    /// <summary>Share of the noise class's windows that are made, not recorded.</summary>
    public double SyntheticNoiseShare { get; init; } = 0.4;
}
