using AvianVox.Dsp.Resampling;

namespace AvianVox.Bench.Dsp;

/// <summary>One second of noise at some rate to 22,050 Hz, in blocks of 10 ms.</summary>
internal sealed class ResamplerWork
{
    private readonly StreamingResampler _resampler;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly int _block;

    /// <summary>Prepares one conversion.</summary>
    /// <param name="inputRate">In Hz.</param>
    public ResamplerWork(int inputRate)
    {
        _resampler = new StreamingResampler(inputRate, 22_050);
        _input = Signals.Noise(inputRate);
        _block = inputRate / 100;
        _output = new float[_resampler.MaxOutput(_block)];
    }

    public void Second()
    {
        for (var at = 0; at + _block <= _input.Length; at += _block)
        {
            _resampler.Process(_input.AsSpan(at, _block), _output);
        }
    }
}
