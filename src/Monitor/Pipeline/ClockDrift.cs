using AvianVox.Monitor.Detection;

namespace AvianVox.Monitor.Pipeline;

/// <summary>
/// Keeps the clock of a live source true over months: a sound card is some 50 millionths off, four seconds a day, and the
/// system clock of a machine without a clock chip jumps when it first hears the time. Blocks are late, never early; so
/// the earliest origin that the blocks of a minute imply is the best guess, and moves the clock when it is off by more
/// than <see cref="Tolerance"/>. Allocates nothing: it runs in the audio callback.
/// </summary>
/// <param name="clock">Moved.</param>
internal sealed class ClockDrift(SourceClock clock)
{
    /// <summary>What is left alone: far below a window, far above the scatter of blocks.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    /// <summary>How long blocks are watched before a verdict.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    /// <summary>UTC ticks of the first block watched; 0 before it.</summary>
    private long _since;

    /// <summary>By how many ticks the clock is behind, at least.</summary>
    private long _least = long.MaxValue;

    /// <summary>Takes note of a block.</summary>
    /// <param name="position">Position behind its last sample.</param>
    /// <param name="now">When it came.</param>
    public void Observe(long position, DateTimeOffset now)
    {
        _least = Math.Min(_least, now.UtcTicks - clock.At(position).UtcTicks);
        if (_since == 0)
        {
            _since = now.UtcTicks;
        }

        var watched = Math.Abs(now.UtcTicks - _since);
        if (watched < Span.Ticks)
        {
            return;
        }

        if (Math.Abs(_least) > Tolerance.Ticks)
        {
            clock.Anchor(position, clock.At(position).AddTicks(_least));
        }

        _since = 0;
        _least = long.MaxValue;
    }
}
