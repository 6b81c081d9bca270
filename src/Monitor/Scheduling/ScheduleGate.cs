using AvianVox.Monitor.Clocks;

namespace AvianVox.Monitor.Scheduling;

/// <summary>
/// Says whether a source is to be listened to now, and waits for its time. While the system's clock is not known to be right it is open:
/// rather too much is heard than the wrong hours. The clock is looked at often, so that one that jumps is followed.
/// </summary>
/// <param name="schedule">When to listen.</param>
/// <param name="clock">The system's clock.</param>
/// <param name="zone">Time zone of people.</param>
/// <param name="time">The station's time.</param>
internal sealed class ScheduleGate(Schedule schedule, StationClock clock, TimeZoneInfo zone, TimeProvider time)
{
    /// <summary>Longest wait between two looks at the clock.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    /// <summary>Whether to listen now.</summary>
    public bool IsOpen => !clock.IsSynchronised || schedule.IsOn(time.GetUtcNow());

    /// <summary>When that next changes, by the clock of people.</summary>
    public DateTimeOffset LocalChange => TimeZoneInfo.ConvertTime(schedule.NextChange(time.GetUtcNow()), zone);

    /// <summary>Waits until it is time to listen.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task WaitOpenAsync(CancellationToken cancellation)
    {
        while (!IsOpen)
        {
            var now = time.GetUtcNow();
            var left = schedule.NextChange(now) - now;
            await Task.Delay(left < LookInterval ? left : LookInterval, time, cancellation);
        }
    }
}
