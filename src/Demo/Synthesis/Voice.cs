namespace AvianVox.Demo.Synthesis;

/// <summary>The timbre of a note: everything but its pitch, its length and its level.</summary>
public sealed record Voice
{
    /// <summary>Amplitude of the 2nd, 3rd ... harmonic relative to the fundamental's.</summary>
    public double[] Overtones { get; init; } = [];

    /// <summary>Rise at the beginning, in seconds; a raised cosine.</summary>
    public double Attack { get; init; } = 0.01;

    /// <summary>Fall at the end, in seconds; a raised cosine.</summary>
    public double Release { get; init; } = 0.015;

    /// <summary>How much softer the note is at its end than at its beginning, in dB; negative for a crescendo.</summary>
    public double DecayDecibels { get; init; }

    /// <summary>Rate of regular amplitude modulation, in Hz.</summary>
    public double TremoloHz { get; init; }

    /// <summary>Depth of amplitude modulation: 0 none, 1 down to silence.</summary>
    public double TremoloDepth { get; init; }

    /// <summary>Rate of regular frequency modulation, in Hz.</summary>
    public double VibratoHz { get; init; }

    /// <summary>Depth of regular frequency modulation: largest deviation as a fraction of the pitch.</summary>
    public double VibratoDepth { get; init; }

    /// <summary>Depth of random modulation in amplitude and pitch, 0 to 1: hoarseness, breath.</summary>
    public double Roughness { get; init; }

    /// <summary>Bandwidth of the random modulation, in Hz.</summary>
    public double RoughnessHz { get; init; } = 120;
}
