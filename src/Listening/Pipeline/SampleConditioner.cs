using AvianVox.Dsp.Filters;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Makes a source's sound what the pipeline hears: high-pass, then gain. Allocates nothing: it runs in the audio callback.
/// </summary>
internal sealed class SampleConditioner
{
    /// <summary>Most samples at once.</summary>
    public const int MaxBlock = 4_096;

    private readonly float[] _block = new float[MaxBlock];
    private readonly HighPassFilter? _highPass;
    private readonly float _gain;

    /// <summary>Prepares it.</summary>
    /// <param name="gainDb">Gain in dB.</param>
    /// <param name="highPassHz">Corner of the high-pass in Hz; 0 for none.</param>
    /// <param name="sampleRate">Rate of the source in Hz; over twice the corner.</param>
    public SampleConditioner(double gainDb, double highPassHz, int sampleRate)
    {
        _gain = (float)Math.Pow(10, gainDb / 20);
        _highPass = highPassHz > 0 ? new HighPassFilter(highPassHz, sampleRate) : null;
    }

    /// <summary>Treats the next samples. Beyond full scale they stay as they are: nothing behind this clips.</summary>
    /// <param name="samples">At most <see cref="MaxBlock"/>.</param>
    /// <returns>The samples, until the next call.</returns>
    public ReadOnlySpan<float> Process(ReadOnlySpan<float> samples)
    {
        var block = _block.AsSpan(0, samples.Length);
        samples.CopyTo(block);
        _highPass?.Process(block);
        if (_gain != 1)
        {
            foreach (ref var sample in block)
            {
                sample *= _gain;
            }
        }

        return block;
    }

    /// <summary>What follows has nothing to do with what came.</summary>
    public void Reset() => _highPass?.Reset();
}
