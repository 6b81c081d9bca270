using AvianVox.Dsp.Buffers;

namespace AvianVox.Bench.Dsp;

/// <summary>One second of 48 kHz samples through the ring, in blocks of 10 ms.</summary>
internal sealed class RingWork
{
    private readonly SampleRing _ring = new(1 << 19);
    private readonly RingReader _reader;
    private readonly float[] _block = Signals.Noise(480);

    public RingWork() => _reader = _ring.CreateReader();

    public void Second()
    {
        for (var i = 0; i < 100; i++)
        {
            _ring.Write(_block);
            _reader.Read(_block);
        }
    }
}
