namespace AvianVox.Dsp.Resampling;

/// <summary>The prototype low-pass of the resampler: a sinc under a Kaiser window, as a function of continuous time.</summary>
/// <remarks>
/// Length and shape by Kaiser's formulas (1974): length = (A - 7.95) / (2.285 Δω), β = 0.1102 (A - 8.7). The pass band
/// ends at 0.9 of the lower Nyquist frequency, the stop band begins at that frequency itself, so that nothing that
/// could fold or mirror gets through.
/// </remarks>
internal sealed class KaiserSinc
{
    /// <summary>Stop-band attenuation designed for, in dB: 90 promised, and a margin for the formulas' error.</summary>
    private const double Attenuation = 96;

    /// <summary>End of the pass band as part of the lower Nyquist frequency.</summary>
    private const double PassBand = 0.9;

    /// <summary>Taps come in multiples of this, so that no vector is ever partly filled, whatever the machine.</summary>
    private const int TapMultiple = 16;

    private const double Beta = 0.1102 * (Attenuation - 8.7);

    /// <summary>Window at time 0, for normalising.</summary>
    private static readonly double BesselOfBeta = Bessel(Beta);

    /// <summary>Cut-off (-6 dB) as part of the input's Nyquist frequency.</summary>
    private readonly double _cutoff;

    /// <summary>Designs the filter.</summary>
    /// <param name="inputRate">In Hz.</param>
    /// <param name="outputRate">In Hz.</param>
    public KaiserSinc(int inputRate, int outputRate)
    {
        Bandwidth = Math.Min(1, (double)outputRate / inputRate);
        _cutoff = Bandwidth * (1 + PassBand) / 2;
        var transition = Math.PI * Bandwidth * (1 - PassBand);
        var taps = (int)Math.Ceiling((Attenuation - 7.95) / (2.285 * transition));
        Taps = (taps + TapMultiple - 1) / TapMultiple * TapMultiple;
    }

    /// <summary>Lower Nyquist frequency as part of the input's.</summary>
    public double Bandwidth { get; }

    /// <summary>Input samples under the filter.</summary>
    public int Taps { get; }

    /// <summary>Fills the taps that compute an output between two input samples; they sum to 1.</summary>
    /// <param name="phase">How far the output lies behind the middle input sample (number Taps / 2 - 1), in input samples; 0 to 1.</param>
    /// <param name="taps">Receives <see cref="Taps"/> values, for input samples in order.</param>
    public void Fill(double phase, Span<float> taps)
    {
        var values = new double[Taps];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = At(phase + (Taps / 2) - 1 - i);
        }

        // Each phase has exactly the same gain at 0 Hz; the correction is of the order of the stop band.
        var sum = values.Sum();
        for (var i = 0; i < values.Length; i++)
        {
            taps[i] = (float)(values[i] / sum);
        }
    }

    private double At(double time)
    {
        var x = 2 * time / Taps;
        if (Math.Abs(x) >= 1)
        {
            return 0;
        }

        var angle = Math.PI * _cutoff * time;
        var sinc = Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle;
        return _cutoff * sinc * Bessel(Beta * Math.Sqrt(1 - (x * x))) / BesselOfBeta;
    }

    /// <summary>Modified Bessel function of the first kind and order 0, by its power series.</summary>
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-18; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
