using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Keeps the clock of a live source true over months. A sound card is some 50 millionths off, four seconds a day: blocks are
/// late, never early; so the earliest origin that the blocks of a minute imply is the best guess, and moves the clock when it is
/// off by more than <see cref="Tolerance"/>. A system clock that is set, or becomes known to be right, moves it with the next
/// block, by as much as the system's clock itself was moved. Allocates nothing: it runs in the audio callback.
/// </summary>
/// <param name="clock">Moved.</param>
/// <param name="station">The system's clock.</param>
/// <param name="time">The monotonic clock, which no setting moves.</param>
internal sealed class ClockDrift(SourceClock clock, StationClock station, TimeProvider time)
{
    /// <summary>What is left alone: far below a window, far above the scatter of blocks.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    /// <summary>How long blocks are watched before a verdict.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    /// <summary>What no time service slews between two blocks: the clock was set.</summary>
    public static readonly TimeSpan Jump = TimeSpan.FromMilliseconds(500);

    /// <summary>Timestamp of the first block watched.</summary>
    private long _since;

    /// <summary>True between the first block watched and the verdict.</summary>
    private bool _isWatching;

    /// <summary>By how many ticks the clock is behind, at least.</summary>
    private long _least = long.MaxValue;

    /// <summary>The system clock's offset at the block before.</summary>
    private TimeSpan _offset;

    /// <summary>Whether it was synchronised then.</summary>
    private bool _isSynchronised;

    /// <summary>Ties the first block to the clock.</summary>
    /// <param name="position">Position of its first sample.</param>
    /// <param name="at">When that sample was captured.</param>
    /// <param name="offset">The system clock's offset.</param>
    public void Anchor(long position, DateTimeOffset at, TimeSpan offset)
    {
        _offset = offset;
        _isSynchronised = station.IsSynchronised;
        clock.Anchor(position, at, offset, _isSynchronised);
    }

    /// <summary>Takes note of a block.</summary>
    /// <param name="position">Position behind its last sample.</param>
    /// <param name="now">When it came.</param>
    /// <param name="stamp">The same by the monotonic clock.</param>
    public void Observe(long position, DateTimeOffset now, long stamp)
    {
        var offset = station.OffsetAt(now, stamp);
        var reading = clock.Read();
        if ((offset - _offset).Duration() > Jump || station.IsSynchronised != _isSynchronised)
        {
            Anchor(position, reading.At(position) + (offset - (reading.Basis?.Offset ?? _offset)), offset);
            _isWatching = false;
            return;
        }

        _offset = offset;
        if (!_isWatching)
        {
            _isWatching = true;
            _since = stamp;
            _least = long.MaxValue;
        }

        _least = Math.Min(_least, now.UtcTicks - reading.At(position).UtcTicks);
        if (time.GetElapsedTime(_since, stamp) < Span)
        {
            return;
        }

        _isWatching = false;
        if (Math.Abs(_least) > Tolerance.Ticks)
        {
            Anchor(position, reading.At(position).AddTicks(_least), offset);
        }
    }
}
