namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>Time that passes faster than it does, for everything that asks it: clocks, timers, waits.</summary>
/// <param name="speed">How many times faster; over 0.</param>
internal sealed class SwiftTime(double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _stamp = System.GetTimestamp();

    /// <inheritdoc />
    public override long TimestampFrequency => System.TimestampFrequency;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_stamp) * speed);

    /// <inheritdoc />
    public override long GetTimestamp() => (long)((System.GetTimestamp() - _stamp) * speed);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SwiftTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan swift) => swift == Timeout.InfiniteTimeSpan || swift == TimeSpan.Zero
        ? swift
        : TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, (long)(swift.Ticks / speed)));

    private sealed class SwiftTimer(ITimer timer, SwiftTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
