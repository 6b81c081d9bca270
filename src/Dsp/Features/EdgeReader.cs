namespace AvianVox.Dsp.Features;

/// <summary>Finds the samples of a recording's frames, beyond its ends by the rule of <see cref="EdgePadding"/>.</summary>
internal sealed class EdgeReader
{
    private readonly EdgePadding _edges;
    private readonly int _fftSize;
    private readonly int _hop;

    /// <summary>A frame that reaches beyond an end.</summary>
    private readonly float[] _padded;

    /// <summary>Prepares for frames of one specification.</summary>
    /// <param name="spec">A specification without faults.</param>
    public EdgeReader(FeatureSpec spec)
    {
        _edges = spec.OfflineEdges;
        _fftSize = spec.FftSize;
        _hop = spec.Hop;
        _padded = new float[spec.FftSize];
    }

    /// <summary>Number of frames of a recording.</summary>
    /// <param name="samples">Its length.</param>
    public int FrameCount(int samples)
    {
        if (samples == 0)
        {
            return 0;
        }

        if (_edges != EdgePadding.None)
        {
            return 1 + (samples / _hop);
        }

        return samples < _fftSize ? 0 : 1 + ((samples - _fftSize) / _hop);
    }

    /// <summary>Index of a frame's first sample; negative before the start.</summary>
    /// <param name="frame">0 or more.</param>
    public long FrameStart(int frame) => ((long)frame * _hop) - (_edges == EdgePadding.None ? 0 : _fftSize / 2);

    /// <summary>The samples of a frame; valid until the next call.</summary>
    /// <param name="samples">The recording; at least one sample.</param>
    /// <param name="frame">0 to FrameCount - 1.</param>
    public ReadOnlySpan<float> Frame(ReadOnlySpan<float> samples, int frame)
    {
        var start = FrameStart(frame);
        if (start >= 0 && start + _fftSize <= samples.Length)
        {
            return samples.Slice((int)start, _fftSize);
        }

        for (var i = 0; i < _fftSize; i++)
        {
            _padded[i] = At(samples, start + i);
        }

        return _padded;
    }

    private float At(ReadOnlySpan<float> samples, long index)
    {
        if (index >= 0 && index < samples.Length)
        {
            return samples[(int)index];
        }

        if (_edges == EdgePadding.Zero || samples.Length == 1)
        {
            return _edges == EdgePadding.Zero ? 0 : samples[0];
        }

        // Mirrored at both ends without repeating them, as often as needed: a period of 2 (n - 1).
        var period = 2L * (samples.Length - 1);
        var folded = ((index % period) + period) % period;
        return samples[(int)Math.Min(folded, period - folded)];
    }
}
