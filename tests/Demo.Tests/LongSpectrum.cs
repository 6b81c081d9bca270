using AvianVox.Dsp.Fourier;

namespace AvianVox.Demo.Tests;

/// <summary>Mean power spectrum of a signal: Hann windows of 16,384 samples, half overlapped (Welch's method).</summary>
internal sealed class LongSpectrum
{
    private const int Length = 16_384;

    private readonly double[] _power;

    private readonly double _binHz;

    public LongSpectrum(ReadOnlySpan<float> samples, int sampleRate)
    {
        var fft = new RealFft(Length);
        var power = new float[fft.Bins];
        var block = new float[Length];
        _power = new double[fft.Bins];
        _binHz = (double)sampleRate / Length;
        for (var first = 0; first == 0 || first + Length <= samples.Length; first += Length / 2)
        {
            Array.Clear(block);
            for (var i = 0; i < Math.Min(Length, samples.Length - first); i++)
            {
                block[i] = samples[first + i] * (0.5f - (0.5f * MathF.Cos(2 * MathF.PI * i / Length)));
            }

            fft.Power(block, power);
            for (var k = 0; k < power.Length; k++)
            {
                _power[k] += power[k];
            }
        }
    }

    /// <summary>Power from one frequency to another, in Hz.</summary>
    public double Between(double lowHz, double highHz)
    {
        var sum = 0.0;
        for (var k = (int)Math.Ceiling(lowHz / _binHz); k < Math.Min(_power.Length, highHz / _binHz); k++)
        {
            sum += _power[k];
        }

        return sum;
    }

    /// <summary>Frequency of the strongest bin between two others, in Hz.</summary>
    public double Peak(double lowHz, double highHz)
    {
        var best = (int)(lowHz / _binHz);
        for (var k = best; k <= highHz / _binHz; k++)
        {
            best = _power[k] > _power[best] ? k : best;
        }

        return best * _binHz;
    }
}
