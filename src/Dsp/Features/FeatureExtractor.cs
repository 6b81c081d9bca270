namespace AvianVox.Dsp.Features;

/// <summary>
/// Computes the frames of a stream of samples that comes in blocks of any size. Allocates nothing after
/// construction; one thread at a time.
/// </summary>
/// <remarks>Frame t covers FftSize samples from t * hop on. A stream is never padded: its ends are not known.</remarks>
public sealed class FeatureExtractor
{
    /// <summary>Hops that the buffer holds beyond one frame, so that samples are seldom moved.</summary>
    private const int SpareHops = 16;

    private readonly FrameKernel _kernel;

    /// <summary>Samples that frames to come still need, from <see cref="_start"/> to <see cref="_end"/>.</summary>
    private readonly float[] _buffer;

    private int _start;
    private int _end;

    /// <summary>Creates an extractor at position 0.</summary>
    /// <param name="spec">A specification without faults.</param>
    /// <exception cref="ArgumentException">It has faults; the message lists them.</exception>
    public FeatureExtractor(FeatureSpec spec)
    {
        _kernel = new FrameKernel(spec);
        _buffer = new float[spec.FftSize + (SpareHops * spec.Hop)];
    }

    /// <summary>Position of the first sample of the next frame.</summary>
    public long NextFrame { get; private set; }

    /// <summary>Samples held for the next frame.</summary>
    public int Held => _end - _start;

    /// <summary>Shared with the window stream, which needs the padded decibels.</summary>
    internal FrameKernel Kernel => _kernel;

    /// <summary>Forgets all samples and starts anew; to be called wherever samples are missing.</summary>
    /// <param name="firstSample">Position of the next sample.</param>
    public void Reset(long firstSample)
    {
        NextFrame = firstSample;
        _start = 0;
        _end = 0;
    }

    /// <summary>Takes samples and yields every frame that they complete.</summary>
    /// <param name="samples">Any number, following on those before.</param>
    /// <param name="sink">Called once per frame, in order.</param>
    public void Push(ReadOnlySpan<float> samples, IFrameSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var fftSize = _kernel.Spec.FftSize;
        var hop = _kernel.Spec.Hop;
        while (!samples.IsEmpty)
        {
            if (_end == _buffer.Length)
            {
                _buffer.AsSpan(_start, Held).CopyTo(_buffer);
                (_start, _end) = (0, Held);
            }

            var count = Math.Min(samples.Length, _buffer.Length - _end);
            samples[..count].CopyTo(_buffer.AsSpan(_end));
            samples = samples[count..];
            _end += count;
            while (Held >= fftSize)
            {
                var first = NextFrame;
                _kernel.Analyze(_buffer.AsSpan(_start, fftSize));
                _start += hop;
                NextFrame += hop;
                sink.OnFrame(first, _kernel.Frame);
            }
        }
    }
}
