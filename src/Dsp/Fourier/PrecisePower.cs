namespace AvianVox.Dsp.Fourier;

/// <summary>
/// The power spectrum of Hann-windowed frames in double precision: the reference for the single-precision path, and
/// the way to librosa's values more than 80 dB below the loudest bin, where single precision hears its own rounding.
/// Some ten times slower. Allocates nothing after construction; one thread at a time.
/// </summary>
internal sealed class PrecisePower
{
    private readonly StockhamPlan<double> _plan;
    private readonly double[] _hann;
    private readonly double[] _windowed;
    private readonly double[] _power;
    private readonly double[] _cos;
    private readonly double[] _sin;

    // Two complex buffers, written in turn by the passes.
    private double[] _re;
    private double[] _im;
    private double[] _otherRe;
    private double[] _otherIm;

    /// <summary>Plans transforms of one length.</summary>
    /// <param name="length">Samples; a power of two, at least 4.</param>
    public PrecisePower(int length)
    {
        var half = length / 2;
        _plan = new StockhamPlan<double>(half);
        _hann = [.. Enumerable.Range(0, length).Select(n => 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / length)))];
        _windowed = new double[length];
        _power = new double[half + 1];
        _cos = [.. Enumerable.Range(0, (half / 2) + 1).Select(k => Math.Cos(2 * Math.PI * k / length))];
        _sin = [.. Enumerable.Range(0, (half / 2) + 1).Select(k => Math.Sin(2 * Math.PI * k / length))];
        _re = new double[half];
        _im = new double[half];
        _otherRe = new double[half];
        _otherIm = new double[half];
    }

    /// <summary>Windows and transforms one frame.</summary>
    /// <param name="samples">One frame.</param>
    /// <param name="power">Receives |X[k]|², rounded to single precision; length / 2 + 1 values.</param>
    public void Compute(ReadOnlySpan<float> samples, Span<float> power)
    {
        for (var i = 0; i < _windowed.Length; i++)
        {
            _windowed[i] = samples[i] * _hann[i];
        }

        ScalarPasses.Unzip<double>(_windowed, _re, _im);
        foreach (var pass in _plan.Passes)
        {
            ScalarPasses.Radix4<double>(pass, _re, _im, _otherRe, _otherIm);
            Swap();
        }

        if (_plan.EndsWithRadix2)
        {
            ScalarPasses.Radix2<double>(_re, _otherRe);
            ScalarPasses.Radix2<double>(_im, _otherIm);
            Swap();
        }

        _power[0] = (_re[0] + _im[0]) * (_re[0] + _im[0]);
        _power[^1] = (_re[0] - _im[0]) * (_re[0] - _im[0]);
        ScalarPasses.SplitPower<double>(_re, _im, _cos, _sin, 1, _re.Length / 2, _power);
        for (var k = 0; k < _power.Length; k++)
        {
            power[k] = (float)_power[k];
        }
    }

    private void Swap()
    {
        (_re, _otherRe) = (_otherRe, _re);
        (_im, _otherIm) = (_otherIm, _im);
    }
}
