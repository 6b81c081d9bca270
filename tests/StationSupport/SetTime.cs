using Microsoft.Extensions.Time.Testing;

namespace AvianVox.StationSupport;

/// <summary>A system whose clock a person can set: UTC jumps, the monotonic clock and its timers do not.</summary>
internal sealed class SetTime(FakeTimeProvider monotonic) : TimeProvider
{
    private long _set;

    public override long TimestampFrequency => monotonic.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => monotonic.GetUtcNow().AddTicks(Volatile.Read(ref _set));

    public override long GetTimestamp() => monotonic.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => monotonic.CreateTimer(callback, state, dueTime, period);

    public void Set(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);
}
