using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Records;

/// <summary>
/// Writes down how long a source was listened to, minute by minute of UTC. Ranges of samples are split at the minutes'
/// borders by their positions and handed to the journal when a minute is over, or at <see cref="Flush"/>.
/// Safe for several threads.
/// </summary>
/// <param name="source">Name of the source.</param>
/// <param name="clock">Maps positions to UTC.</param>
/// <param name="log">Adds up what belongs to one minute.</param>
internal sealed class EffortMeter(string source, SourceClock clock, IListeningLog log)
{
    /// <summary>Guards the sums.</summary>
    private readonly Lock _gate = new();

    /// <summary>What that minute was read from.</summary>
    private ClockBasis? _basis;

    /// <summary>UTC ticks of the minute the sums belong to.</summary>
    private long _minute;

    /// <summary>Samples classified in it and not yet handed on.</summary>
    private long _classified;

    /// <summary>Samples dropped in it and not yet handed on.</summary>
    private long _dropped;

    /// <summary>Samples reached the classifier.</summary>
    /// <param name="begin">Position of the first.</param>
    /// <param name="end">Position behind the last.</param>
    public void Classified(long begin, long end) => Add(begin, end, dropped: false);

    /// <summary>Samples were captured and given up.</summary>
    /// <param name="begin">Position of the first.</param>
    /// <param name="end">Position behind the last.</param>
    public void Dropped(long begin, long end) => Add(begin, end, dropped: true);

    /// <summary>Hands on what has not been handed on.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            HandOn();
        }
    }

    private void Add(long begin, long end, bool dropped)
    {
        lock (_gate)
        {
            while (begin < end)
            {
                var reading = clock.Read();
                var ticks = reading.At(begin).UtcTicks;
                var minute = ticks - (ticks % TimeSpan.TicksPerMinute);
                if (minute != _minute || reading.Basis != _basis)
                {
                    HandOn();
                    _minute = minute;
                    _basis = reading.Basis;
                }

                // Rounded up, so that a step is never empty.
                var left = ((minute + TimeSpan.TicksPerMinute - ticks) * clock.SampleRate + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
                var samples = Math.Min(left, end - begin);
                if (dropped)
                {
                    _dropped += samples;
                }
                else
                {
                    _classified += samples;
                }

                begin += samples;
            }
        }
    }

    private void HandOn()
    {
        if (_classified + _dropped == 0)
        {
            return;
        }

        log.Listened(new EffortMinute(
            source,
            new DateTimeOffset(_minute, TimeSpan.Zero),
            clock.Seconds(_classified + _dropped),
            clock.Seconds(_classified),
            clock.Seconds(_dropped),
            _basis));
        _classified = 0;
        _dropped = 0;
    }
}
