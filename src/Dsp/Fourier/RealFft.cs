using System.Runtime.Intrinsics;

namespace AvianVox.Dsp.Fourier;

/// <summary>Forward FFT of real samples, single precision. Allocates nothing after construction; one thread at a time.</summary>
/// <remarks>
/// Unscaled: X[k] = Σ x[n] exp(-2πikn/N). A complex Stockham FFT of half the length does the work: even samples are
/// its real, odd ones its imaginary parts, and a last pass takes the two apart.
/// </remarks>
public sealed class RealFft
{
    private readonly StockhamPlan<float> _plan;

    /// <summary>Whether the vector passes are used.</summary>
    private readonly bool _vectors;

    /// <summary>cos(2πk/N) for the bins up to N/4, which the last pass works on together with their mirror bins.</summary>
    private readonly float[] _cos;

    /// <summary>sin(2πk/N) alike.</summary>
    private readonly float[] _sin;

    // Two complex buffers, written in turn by the passes.
    private float[] _re;
    private float[] _im;
    private float[] _otherRe;
    private float[] _otherIm;

    /// <summary>Plans transforms of one length.</summary>
    /// <param name="length">Samples; a power of two from 4 to 2^20.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another length.</exception>
    public RealFft(int length)
        : this(length, Vector128.IsHardwareAccelerated)
    {
    }

    /// <summary>As the public constructor, with the choice of code: for tests of the scalar twin.</summary>
    internal RealFft(int length, bool vectors)
    {
        if (length is < 4 or > 1 << 20 || !int.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "The length must be a power of two from 4 to 2^20.");
        }

        Length = length;
        var half = length / 2;
        _plan = new StockhamPlan<float>(half);
        _vectors = vectors && half >= VectorPasses.MinLength;
        _cos = new float[(half / 2) + 1];
        _sin = new float[(half / 2) + 1];
        for (var k = 0; k < _cos.Length; k++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * k / length);
            (_cos[k], _sin[k]) = ((float)cos, (float)sin);
        }

        _re = new float[half];
        _im = new float[half];
        _otherRe = new float[half];
        _otherIm = new float[half];
    }

    /// <summary>Samples in.</summary>
    public int Length { get; }

    /// <summary>Bins out: Length / 2 + 1, from 0 to the Nyquist frequency.</summary>
    public int Bins => (Length / 2) + 1;

    /// <summary>Transforms samples to their complex spectrum.</summary>
    /// <param name="samples">Length <see cref="Length"/>; left as they are.</param>
    /// <param name="re">Receives the real parts; length <see cref="Bins"/>.</param>
    /// <param name="im">Receives the imaginary parts; length <see cref="Bins"/>.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Forward(ReadOnlySpan<float> samples, Span<float> re, Span<float> im)
    {
        RequireLength(samples.Length, Length, nameof(samples));
        RequireLength(re.Length, Bins, nameof(re));
        RequireLength(im.Length, Bins, nameof(im));
        TransformHalf(samples);
        (re[0], im[0]) = (_re[0] + _im[0], 0);
        (re[^1], im[^1]) = (_re[0] - _im[0], 0);
        var next = _vectors ? VectorPasses.SplitSpectrum(_re, _im, _cos, _sin, re, im) : 1;
        ScalarPasses.SplitSpectrum<float>(_re, _im, _cos, _sin, next, _re.Length / 2, re, im);
    }

    /// <summary>Transforms samples to their power spectrum, |X|².</summary>
    /// <param name="samples">Length <see cref="Length"/>; left as they are.</param>
    /// <param name="power">Receives |X[k]|²; length <see cref="Bins"/>.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Power(ReadOnlySpan<float> samples, Span<float> power)
    {
        RequireLength(samples.Length, Length, nameof(samples));
        RequireLength(power.Length, Bins, nameof(power));
        TransformHalf(samples);
        var (first, last) = (_re[0] + _im[0], _re[0] - _im[0]);
        power[0] = first * first;
        power[^1] = last * last;
        var next = _vectors ? VectorPasses.SplitPower(_re, _im, _cos, _sin, power) : 1;
        ScalarPasses.SplitPower<float>(_re, _im, _cos, _sin, next, _re.Length / 2, power);
    }

    private static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"The length is {actual}; it must be {expected}.", name);
        }
    }

    /// <summary>Leaves the complex transform of half the length in _re and _im.</summary>
    private void TransformHalf(ReadOnlySpan<float> samples)
    {
        var passes = _plan.Passes;
        if (_vectors)
        {
            VectorPasses.First(passes[0], samples, _re, _im);
            VectorPasses.Second(passes[1], _re, _im, _otherRe, _otherIm);
            Swap();
            for (var i = 2; i < passes.Length; i++)
            {
                VectorPasses.Later(passes[i], _re, _im, _otherRe, _otherIm);
                Swap();
            }
        }
        else
        {
            ScalarPasses.Unzip<float>(samples, _re, _im);
            foreach (var pass in passes)
            {
                ScalarPasses.Radix4<float>(pass, _re, _im, _otherRe, _otherIm);
                Swap();
            }
        }

        if (_plan.EndsWithRadix2)
        {
            LastRadix2();
        }
    }

    private void LastRadix2()
    {
        if (_vectors)
        {
            VectorPasses.Radix2(_re, _otherRe);
            VectorPasses.Radix2(_im, _otherIm);
        }
        else
        {
            ScalarPasses.Radix2<float>(_re, _otherRe);
            ScalarPasses.Radix2<float>(_im, _otherIm);
        }

        Swap();
    }

    private void Swap()
    {
        (_re, _otherRe) = (_otherRe, _re);
        (_im, _otherIm) = (_otherIm, _im);
    }
}
