using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>Fake time that tells how often somebody began to wait for it.</summary>
internal sealed class TimerCountingTime : FakeTimeProvider
{
    private int _timers;

    /// <summary>Timers made so far.</summary>
    public int Timers => Volatile.Read(ref _timers);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }
}
