namespace AvianVox.Dsp.Mel;

/// <summary>The mel scale of Slaney's Auditory Toolbox (1998): linear to 1 kHz, logarithmic above.</summary>
/// <remarks>Below 1 kHz a mel is 200/3 Hz; above, 27 mels are a factor of 6.4 (librosa's htk=False).</remarks>
public static class MelScale
{
    /// <summary>Hertz per mel in the linear part.</summary>
    private const double HertzPerMel = 200.0 / 3;

    /// <summary>Where the logarithmic part begins, in Hz.</summary>
    private const double BreakHertz = 1_000;

    /// <summary>Where the logarithmic part begins, in mel.</summary>
    private const double BreakMel = BreakHertz / HertzPerMel;

    /// <summary>Natural logarithm of the frequency ratio of one mel in the logarithmic part.</summary>
    private static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>Converts a frequency to mels.</summary>
    /// <param name="hertz">0 or more.</param>
    public static double FromHertz(double hertz) =>
        hertz < BreakHertz ? hertz / HertzPerMel : BreakMel + (Math.Log(hertz / BreakHertz) / LogStep);

    /// <summary>Converts mels to a frequency in Hz.</summary>
    /// <param name="mel">0 or more.</param>
    public static double ToHertz(double mel) =>
        mel < BreakMel ? mel * HertzPerMel : BreakHertz * Math.Exp(LogStep * (mel - BreakMel));
}
