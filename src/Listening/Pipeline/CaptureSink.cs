using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Sources;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Stands between a source and its ring for as long as the station runs, while the sources behind it come and go:
/// counts samples, makes them what the pipeline hears, ties the first to the clock, fills the time between two sources with a gap, so
/// that positions stay time, and holds back what is not sound. As its contract says, writing neither blocks, locks nor allocates.
/// </summary>
/// <remarks>
/// The first sample's time is the recording's, where it is known; else the moment its block came less the block's length,
/// which is late by the delay of the device. The clock of a microphone or stream, and of standard input that is live
/// (<see cref="SourceOptions.Live"/>), is kept true by <see cref="ClockDrift"/>.
/// <para>
/// A device that gives digital silence (<see cref="SilenceWatch"/>) or the wrong rate (<see cref="RateWatch"/>) is deaf: from then on
/// what it gives is a gap, not effort, until it gives sound again, or has shown the right rate. Whoever looks after the source sees it in
/// <see cref="Held"/>.
/// </para>
/// </remarks>
public sealed class CaptureSink : ISampleSink
{
    private const int NotHeld = -1;
    private readonly SampleFeed _feed;

    /// <summary>Maps positions to UTC.</summary>
    private readonly SourceClock _clock;
    private readonly StationClock _station;
    private readonly TimeProvider _time;

    /// <summary>When the first sample was recorded, where known.</summary>
    private readonly DateTimeOffset? _startTime;
    private readonly bool _isStartKnown;

    /// <summary>Keeps the clock of a source that is not a recording.</summary>
    private readonly ClockDrift? _drift;

    /// <summary>Whether the clock is looked at again after the first block.</summary>
    private readonly bool _isLive;

    /// <summary>Gain and high-pass; null where there are none.</summary>
    private readonly SampleConditioner? _conditioner;

    /// <summary>Looks for digital silence.</summary>
    private readonly SilenceWatch _silence = new();

    /// <summary>Samples of silence from which on it is a fault; <see cref="long.MaxValue"/> for never.</summary>
    private readonly long _silenceLimit;

    /// <summary>Measures the rate of a microphone; null for others.</summary>
    private readonly RateWatch? _rate;

    /// <summary>Notices what a microphone's buffers lost; null for others.</summary>
    private readonly LossWatch? _loss;

    /// <summary>Samples written, gaps not counted.</summary>
    private long _captured;

    /// <summary>Timestamp up to which positions are accounted for; meaningful once anything was written.</summary>
    private long _upTo;

    /// <summary>UTC ticks of the last block; 0 before the first.</summary>
    private long _lastBlock;

    /// <summary>True after a loss, until the next block that is sound.</summary>
    private bool _isResuming;

    /// <summary>Why it was lost.</summary>
    private GapCause _cause;

    /// <summary>Cause for which blocks are held back, as a number; <see cref="NotHeld"/> mostly.</summary>
    private int _held = NotHeld;

    /// <summary>Creates the sink.</summary>
    /// <param name="feed">The ring.</param>
    /// <param name="clock">Anchored by the first block.</param>
    /// <param name="format">What the source is.</param>
    /// <param name="options">
    /// When the first sample was recorded, which overrules the source; whether it is live; gain, high-pass and the limit of silence.
    /// </param>
    /// <param name="station">The system's clock, and the station's time.</param>
    public CaptureSink(SampleFeed feed, SourceClock clock, SourceFormat format, SourceOptions options, StationClock station)
    {
        _feed = feed;
        _clock = clock;
        _station = station;
        _time = station.Time;
        // A recording that does not tell when it began is heard as if now; that it is a guess is marked, and the clock is left alone.
        _startTime = options.StartTime ?? (format.Start is null ? null : format.Start.Time ?? _time.GetUtcNow());
        _isStartKnown = options.StartTime is not null || format.Start is { IsKnown: true };
        _isLive = format.IsLive || options.Live;
        _drift = _startTime is null ? new ClockDrift(clock, station, _time) : null;
        _conditioner = options.GainDb != 0 || options.HighPassHz > 0 ? new SampleConditioner(options.GainDb, options.HighPassHz, format.SampleRate) : null;
        _silenceLimit = format.IsLive && options.SilenceSeconds > 0 ? (long)(options.SilenceSeconds * format.SampleRate) : long.MaxValue;
        var hasOwnClock = format.IsLive && SourceInput.IsMicrophone(options.Input);
        _rate = hasOwnClock ? new RateWatch(format.SampleRate, _time) : null;
        _loss = hasOwnClock ? new LossWatch(format.SampleRate, _time) : null;
    }

    /// <inheritdoc />
    public long Position => _feed.Position;

    /// <summary>Samples captured, gaps not counted. Never behind what can be read from the ring.</summary>
    public long Captured => Volatile.Read(ref _captured);

    /// <summary>When the last samples came, UTC; null before the first.</summary>
    public DateTimeOffset? LastSample =>
        Volatile.Read(ref _lastBlock) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>
    /// Why what the source gives is held back: <see cref="GapCause.Silence"/> or <see cref="GapCause.WrongRate"/>; null where it is not.
    /// </summary>
    public GapCause? Held => Volatile.Read(ref _held) is var held and >= 0 ? (GapCause)held : null;

    /// <summary>The rate measured in Hz where it is wrong, else 0.</summary>
    public int WrongRate => _rate?.WrongRate ?? 0;

    /// <inheritdoc />
    public void Write(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
        {
            return;
        }

        var now = _time.GetUtcNow();
        var stamp = _time.GetTimestamp();
        Volatile.Write(ref _lastBlock, now.UtcTicks);
        _rate?.Observe(samples.Length, stamp);
        var isFlat = _silence.Observe(samples);
        if (HoldsBack(isFlat))
        {
            _loss?.Restart();
            return;
        }

        if (_isResuming)
        {
            // At least one sample: no window may span the loss, however short it was.
            _isResuming = false;
            WriteAway(Math.Max(1, Elapsed(stamp) - samples.Length), _cause);
        }

        var position = _feed.Position;
        if (!_clock.IsAnchored)
        {
            Anchor(position, samples.Length, now, stamp);
        }

        if (_isLive)
        {
            _drift?.Observe(position + samples.Length, now, stamp);
        }

        _upTo = stamp;
        // Before the ring: what a reader can see has been counted.
        Volatile.Write(ref _captured, _captured + samples.Length);
        Pass(samples);
        if (_loss?.Observe(_feed.Position, stamp) is > 0 and var lost)
        {
            WriteAway(lost, GapCause.Overflow);
        }
    }

    /// <inheritdoc />
    public void WriteGap(long samples, GapCause cause)
    {
        _rate?.Observe(samples, _time.GetTimestamp());
        if (_isResuming)
        {
            // Time is counted by the clock until sound is heard again.
            return;
        }

        if (!_clock.IsAnchored)
        {
            // A source that begins with a gap: it ends now.
            var stamp = _time.GetTimestamp();
            Anchor(0, _startTime is null ? samples : 0, _time.GetUtcNow(), stamp);
            _upTo = stamp;
        }

        WriteAway(samples, cause);
    }

    /// <inheritdoc />
    public ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation) => _feed.WaitForSpaceAsync(samples, cancellation);

    /// <summary>
    /// The source is gone and writes no more: writes down the gap so far, so that whatever goes on ends now. The rest
    /// of the gap is written ahead of the next block that is sound. To be called while no source runs.
    /// </summary>
    /// <param name="cause">Why it is gone from now on; the time it was away before belongs to the cause told then.</param>
    public void Lose(GapCause cause)
    {
        _rate?.Restart();
        _loss?.Restart();
        if (!_clock.IsAnchored)
        {
            return;
        }

        var stamp = _time.GetTimestamp();
        WriteAway(Math.Max(1, Elapsed(stamp)), _isResuming ? _cause : cause);
        _upTo = stamp;
        _cause = cause;
        _isResuming = true;
    }

    /// <summary>Decides whether a block is held back, and begins or ends doing so.</summary>
    private bool HoldsBack(bool isFlat)
    {
        switch (Held)
        {
            case GapCause.Silence when !isFlat:
            case GapCause.WrongRate when _rate!.IsProven && _rate.WrongRate == 0:
                Volatile.Write(ref _held, NotHeld);
                return false;
            case not null:
                return true;
        }

        if (isFlat && _silence.Length >= _silenceLimit)
        {
            Hold(GapCause.Silence);
            return true;
        }

        if (_rate is { WrongRate: > 0 })
        {
            Hold(GapCause.WrongRate);
            return true;
        }

        return false;
    }

    /// <summary>From now on the source is deaf: what goes on ends.</summary>
    private void Hold(GapCause cause)
    {
        Volatile.Write(ref _held, (int)cause);
        if (!_isResuming && _clock.IsAnchored)
        {
            var stamp = _time.GetTimestamp();
            WriteAway(Math.Max(1, Elapsed(stamp)), cause);
            _upTo = stamp;
        }

        _cause = cause;
        _isResuming = _clock.IsAnchored;
    }

    private void Anchor(long position, long length, DateTimeOffset now, long stamp)
    {
        if (_drift is null)
        {
            _clock.Anchor(position, _startTime!.Value, _isStartKnown);
        }
        else
        {
            _drift.Anchor(position, now - TimeSpan.FromSeconds(_clock.Seconds(length)), _station.OffsetAt(now, stamp));
        }
    }

    private void WriteAway(long samples, GapCause cause)
    {
        _conditioner?.Reset();
        _feed.WriteGap(samples, cause);
    }

    private void Pass(ReadOnlySpan<float> samples)
    {
        if (_conditioner is null)
        {
            _feed.Write(samples);
            return;
        }

        for (; !samples.IsEmpty; samples = samples[Math.Min(samples.Length, SampleConditioner.MaxBlock)..])
        {
            _feed.Write(_conditioner.Process(samples[..Math.Min(samples.Length, SampleConditioner.MaxBlock)]));
        }
    }

    private long Elapsed(long stamp) => (long)(_time.GetElapsedTime(_upTo, stamp).TotalSeconds * _clock.SampleRate);
}
