namespace AvianVox.Station.Watchdog;

/// <summary>Measures how long a counter has stood still while it should have moved. One thread looks.</summary>
/// <param name="time">The station's time; steps of the system clock do not count.</param>
internal sealed class Standstill(TimeProvider time)
{
    /// <summary>The counter when it last moved, or need not have.</summary>
    private long _value = long.MinValue;

    private long _since = time.GetTimestamp();

    /// <summary>Looks at the counter.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="isDue">True while it should move.</param>
    /// <returns>How long it has stood still and should not have.</returns>
    public TimeSpan Look(long value, bool isDue)
    {
        var now = time.GetTimestamp();
        if (value != _value || !isDue)
        {
            _value = value;
            _since = now;
        }

        return time.GetElapsedTime(_since, now);
    }
}
