using AvianVox.Listening.Clocks;
using AvianVox.Listening.Pipeline;

namespace AvianVox.Station.Scheduling;

/// <summary>
/// Says whether a source is to be listened to now, and waits for its time. While the system's clock is not known to be right it is open:
/// rather too much is heard than the wrong hours. The clock is looked at often, so that one that jumps is followed.
/// </summary>
/// <param name="schedule">When to listen.</param>
/// <param name="clock">The system's clock.</param>
/// <param name="zone">Time zone of people.</param>
/// <param name="time">The station's time.</param>
public sealed class ScheduleGate(Schedule schedule, StationClock clock, TimeZoneInfo zone, TimeProvider time) : IListeningGate
{
    /// <summary>Longest wait between two looks at the clock.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public bool IsOpen => !clock.IsSynchronised || schedule.IsOn(time.GetUtcNow());

    /// <inheritdoc />
    public DateTimeOffset LocalChange => TimeZoneInfo.ConvertTime(schedule.NextChange(time.GetUtcNow()), zone);

    /// <inheritdoc />
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
