namespace AvianVox.Dsp.Filters;

/// <summary>
/// A second-order Butterworth high-pass over a stream of samples: wind, traffic and hum below the birds. Allocates nothing after
/// construction. One thread at a time uses it.
/// </summary>
/// <remarks>
/// The analogue prototype s² / (s² + √2·s + 1) through the bilinear transform, its corner pre-warped, so that with
/// w(x) = tan(π·x / rate) the gain is exactly |H(f)|² = 1 / (1 + (w(corner) / w(f))⁴): -3 dB at the corner, 12 dB an octave below it.
/// Transposed direct form II in double precision: at a corner of a few hertz and a high rate the poles lie so close to 1 that
/// single precision would move them.
/// </remarks>
public sealed class HighPassFilter
{
    /// <summary>
    /// What is left of the state once it is far below the last bit of any sample; slower arithmetic on denormal numbers would follow.
    /// </summary>
    private const double Nothing = 1e-30;

    private readonly double _b0;
    private readonly double _b1;
    private readonly double _b2;
    private readonly double _a1;
    private readonly double _a2;
    private double _s1;
    private double _s2;

    /// <summary>Designs the filter.</summary>
    /// <param name="cornerHz">Frequency of -3 dB, in Hz; over 0 and below half the rate.</param>
    /// <param name="sampleRate">Samples a second, in Hz; at least 1.</param>
    public HighPassFilter(double cornerHz, int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cornerHz);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cornerHz, sampleRate / 2.0);
        var warped = Math.Tan(Math.PI * cornerHz / sampleRate);
        var norm = 1 / (1 + (Math.Sqrt(2) * warped) + (warped * warped));
        _b0 = norm;
        _b1 = -2 * norm;
        _b2 = norm;
        _a1 = 2 * ((warped * warped) - 1) * norm;
        _a2 = (1 - (Math.Sqrt(2) * warped) + (warped * warped)) * norm;
    }

    /// <summary>Filters the next samples of the stream in place.</summary>
    /// <param name="samples">Samples at the rate given.</param>
    public void Process(Span<float> samples)
    {
        var (s1, s2) = (_s1, _s2);
        foreach (ref var sample in samples)
        {
            var x = (double)sample;
            var y = (_b0 * x) + s1;
            s1 = (_b1 * x) - (_a1 * y) + s2;
            s2 = (_b2 * x) - (_a2 * y);
            sample = (float)y;
        }

        _s1 = Math.Abs(s1) < Nothing ? 0 : s1;
        _s2 = Math.Abs(s2) < Nothing ? 0 : s2;
    }

    /// <summary>Forgets the stream: what follows a gap has nothing to do with what came before it.</summary>
    public void Reset() => (_s1, _s2) = (0, 0);
}
