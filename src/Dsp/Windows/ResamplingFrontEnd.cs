using AvianVox.Dsp.Resampling;

namespace AvianVox.Dsp.Windows;

/// <summary>Brings samples to the model's rate, and leaves the rest to the model's own windows.</summary>
public sealed class ResamplingFrontEnd : IWindowFrontEnd, IWindowSink
{
    private readonly StreamingResampler _resampler;
    private readonly IWindowStream _windows;

    /// <summary>From the model's rate to the source's.</summary>
    private readonly SampleRateMap _toSource;

    /// <summary>Samples at the model's rate that are not pushed on yet, from <see cref="_start"/> to <see cref="_end"/>.</summary>
    private readonly float[] _resampled;

    private readonly float[] _window;

    /// <summary>What follows a recording's end.</summary>
    private readonly RecordingTail _tail;

    private int _start;
    private int _end;

    /// <summary>Position behind the last sample written.</summary>
    private long _position;

    /// <summary>Position behind the last sample that a window covers.</summary>
    private long _covered;

    private WindowSpan _span;
    private bool _isFound;
    private bool _hasEnded;

    /// <summary>Creates a front end at position 0.</summary>
    /// <param name="windows">Makes windows at the model's rate; used by this front end alone.</param>
    /// <param name="sourceRate">Rate of the samples to be written, in Hz; 1,000 to 500,000.</param>
    /// <param name="maxBlock">Most samples of one <see cref="Write"/>; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or the block is out of range.</exception>
    public ResamplingFrontEnd(IWindowStream windows, int sourceRate, int maxBlock)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBlock, 1);
        _windows = windows;
        _resampler = new StreamingResampler(sourceRate, windows.SampleRate);
        _toSource = new SampleRateMap(windows.SampleRate, sourceRate);
        SourceRate = sourceRate;
        MaxBlock = maxBlock;
        WindowSamples = AtSource(windows.WindowSamples);
        StrideSamples = AtSource(windows.StrideSamples);
        _resampled = new float[Math.Max(_resampler.MaxOutput(maxBlock), _resampler.MaxFlush)];
        _window = new float[windows.WindowValues];
        _tail = new RecordingTail(windows.WindowSamples);
        Reset(0);
    }

    /// <inheritdoc />
    public int SourceRate { get; }

    /// <inheritdoc />
    public int WindowValues => _windows.WindowValues;

    /// <inheritdoc />
    public int WindowSamples { get; }

    /// <inheritdoc />
    public int StrideSamples { get; }

    /// <inheritdoc />
    public int MaxBlock { get; }

    /// <inheritdoc />
    public ReadOnlySpan<float> Window => _window;

    /// <inheritdoc />
    public void Reset(long position)
    {
        _resampler.Reset(position);
        _windows.Reset(_resampler.OutputPosition);
        _tail.Reset();
        (_start, _end) = (0, 0);
        _position = position;
        _covered = position;
        _hasEnded = false;
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<float> samples)
    {
        RequireTaken();
        if (samples.Length > MaxBlock)
        {
            throw new ArgumentException($"{samples.Length} samples at once; at most {MaxBlock} were agreed on.", nameof(samples));
        }

        _position += samples.Length;
        (_start, _end) = (0, _resampler.Process(samples, _resampled));
        _tail.Hear(_resampled.AsSpan(0, _end));
    }

    /// <inheritdoc />
    public void Finish()
    {
        RequireTaken();
        (_start, _end) = (0, _resampler.Flush(_resampled));
        _tail.Hear(_resampled.AsSpan(0, _end));
        _hasEnded = true;
    }

    /// <inheritdoc />
    public bool TryAdvance(out WindowSpan span)
    {
        _isFound = false;
        while (!_isFound && (_start < _end || TryFill()))
        {
            // No more than a stride at once, so that a push yields one window at most.
            var count = Math.Min(_end - _start, _windows.StrideSamples);
            _windows.Push(_resampled.AsSpan(_start, count), this);
            _start += count;
        }

        span = _span;
        return _isFound;
    }

    /// <inheritdoc />
    void IWindowSink.OnWindow(long firstSample, ReadOnlySpan<float> window)
    {
        window.CopyTo(_window);
        // A recording's last window reaches beyond its end, into what follows it.
        _covered = Math.Min(_toSource.Map(firstSample + _windows.WindowSamples), _position);
        _span = new WindowSpan(_toSource.Map(firstSample), _covered,
            Math.Min(_toSource.Map(firstSample + _windows.StrideSamples), _position));
        _isFound = true;
    }

    /// <summary>Behind a recording's end, gives what follows it for as long as there are samples that no window covers.</summary>
    private bool TryFill()
    {
        if (!_hasEnded || _covered >= _position)
        {
            return false;
        }

        (_start, _end) = (0, Math.Min(_windows.StrideSamples, _resampled.Length));
        _tail.Follow(_resampled.AsSpan(0, _end));
        return true;
    }

    private void RequireTaken()
    {
        if (_hasEnded || _start < _end)
        {
            throw new InvalidOperationException(_hasEnded
                ? "The recording has ended; reset the front end before it takes more samples."
                : "The windows of the samples before are to be taken first.");
        }
    }

    private int AtSource(int samples) =>
        (int)Math.Min(int.MaxValue, (((long)samples * SourceRate) + _windows.SampleRate - 1) / _windows.SampleRate);
}
