namespace AvianVox.Listening.Clocks;

/// <summary>
/// The station's view of the system's clock: whether it is good, and how far UTC lies from the monotonic clock. Once good, it counts as
/// good until the station ends: a kernel that has not heard of the time for hours says no, but the clock has gone on from a right
/// time. Safe for several threads; neither locks nor allocates, so that an audio callback may ask.
/// </summary>
/// <param name="source">Tells whether the clock is good.</param>
/// <param name="time">The clocks.</param>
public sealed class StationClock(IClockSource source, TimeProvider time)
{
    private volatile bool _isSynchronised = IsGood(source.Read());

    /// <summary>The station's time: UTC, and the monotonic clock, which no setting moves.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Identifier of the machine's start.</summary>
    public string Boot => source.Boot;

    /// <summary>Whether times are right as far as the station knows. What nobody can tell is believed.</summary>
    public bool IsSynchronised => _isSynchronised;

    /// <summary>UTC less the monotonic clock, now.</summary>
    public TimeSpan Offset => OffsetAt(Time.GetUtcNow(), Time.GetTimestamp());

    /// <summary>UTC less the monotonic clock, at two readings of one moment.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="stamp">The provider's timestamp.</param>
    public TimeSpan OffsetAt(DateTimeOffset now, long stamp) => new(now.UtcTicks - Time.GetElapsedTime(0, stamp).Ticks);

    /// <summary>Looks whether the clock has become good.</summary>
    /// <returns>True the one time that it has.</returns>
    public bool HasBecomeGood()
    {
        if (_isSynchronised || !IsGood(source.Read()))
        {
            return false;
        }

        _isSynchronised = true;
        return true;
    }

    private static bool IsGood(ClockQuality quality) => quality != ClockQuality.Unsynchronised;
}
