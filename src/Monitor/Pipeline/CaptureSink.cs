using AvianVox.Audio.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Detection;

namespace AvianVox.Monitor.Pipeline;

/// <summary>
/// Stands between a source and its ring for as long as the station runs, while the sources behind it come and go:
/// counts samples, ties the first to the clock, and fills the time between two sources with a gap, so that positions
/// stay time. As its contract says, writing neither blocks, locks nor allocates.
/// </summary>
/// <remarks>
/// The first sample's time is the recording's, where it is known; else the moment its block came less the block's length,
/// which is late by the delay of the device. The clock of a microphone, and of standard input that is live (<see cref="SourceOptions.Live"/>), is looked at once a minute (<see cref="ClockDrift"/>).
/// </remarks>
internal sealed class CaptureSink : ISampleSink
{
    /// <summary>The ring.</summary>
    private readonly SampleFeed _feed;

    /// <summary>Maps positions to UTC.</summary>
    private readonly SourceClock _clock;

    /// <summary>The station's time.</summary>
    private readonly TimeProvider _time;

    /// <summary>When the first sample was recorded, where known.</summary>
    private readonly DateTimeOffset? _startTime;

    /// <summary>Keeps a live source's clock true; null for others.</summary>
    private readonly ClockDrift? _drift;

    /// <summary>Samples written, gaps not counted.</summary>
    private long _captured;

    /// <summary>Timestamp up to which positions are accounted for; meaningful once anything was written.</summary>
    private long _upTo;

    /// <summary>UTC ticks of the last block; 0 before the first.</summary>
    private long _lastBlock;

    /// <summary>True after a loss, until the next source's first block.</summary>
    private bool _isResuming;

    /// <summary>Creates the sink.</summary>
    /// <param name="feed">The ring.</param>
    /// <param name="clock">Anchored by the first block.</param>
    /// <param name="format">What the source is.</param>
    /// <param name="options">When the first sample was recorded, which overrules the source, and whether it is live.</param>
    /// <param name="time">The station's time.</param>
    public CaptureSink(SampleFeed feed, SourceClock clock, SourceFormat format, SourceOptions options, TimeProvider time)
    {
        _feed = feed;
        _clock = clock;
        _time = time;
        _startTime = options.StartTime ?? format.StartTime;
        _drift = (format.IsLive || options.Live) && _startTime is null ? new ClockDrift(clock) : null;
    }

    /// <inheritdoc />
    public long Position => _feed.Position;

    /// <summary>Samples captured, gaps not counted. Never behind what can be read from the ring.</summary>
    public long Captured => Volatile.Read(ref _captured);

    /// <summary>When the last samples came, UTC; null before the first.</summary>
    public DateTimeOffset? LastSample => Volatile.Read(ref _lastBlock) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <inheritdoc />
    public void Write(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
        {
            return;
        }

        var now = _time.GetUtcNow();
        var stamp = _time.GetTimestamp();
        if (_isResuming)
        {
            // At least one sample: no window may span the loss, however short it was.
            _isResuming = false;
            _feed.WriteGap(Math.Max(1, Elapsed(stamp) - samples.Length), GapCause.DeviceLost);
        }

        var position = _feed.Position;
        if (!_clock.IsAnchored)
        {
            _clock.Anchor(position, _startTime ?? now - TimeSpan.FromSeconds(_clock.Seconds(samples.Length)));
        }

        _drift?.Observe(position + samples.Length, now);
        _upTo = stamp;
        Volatile.Write(ref _lastBlock, now.UtcTicks);
        // Before the ring: what a reader can see has been counted.
        Volatile.Write(ref _captured, _captured + samples.Length);
        _feed.Write(samples);
    }

    /// <inheritdoc />
    public void WriteGap(long samples, GapCause cause)
    {
        if (!_clock.IsAnchored)
        {
            // A source that begins with a gap: it ends now.
            _clock.Anchor(_startTime is null ? samples : 0, _startTime ?? _time.GetUtcNow());
            _upTo = _time.GetTimestamp();
        }

        _feed.WriteGap(samples, cause);
    }

    /// <inheritdoc />
    public ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation) => _feed.WaitForSpaceAsync(samples, cancellation);

    /// <summary>
    /// The source was lost and writes no more: writes down the gap so far, so that whatever goes on ends now. The rest
    /// of the gap is written ahead of the next source's first block.
    /// </summary>
    public void Lose()
    {
        if (!_clock.IsAnchored)
        {
            return;
        }

        var stamp = _time.GetTimestamp();
        _feed.WriteGap(Math.Max(1, Elapsed(stamp)), GapCause.DeviceLost);
        _upTo = stamp;
        _isResuming = true;
    }

    private long Elapsed(long stamp) => (long)(_time.GetElapsedTime(_upTo, stamp).TotalSeconds * _clock.SampleRate);
}
