using AvianVox.Monitor.Detection;
using AvianVox.Monitor.Pipeline;
using AvianVox.TestSupport;

namespace AvianVox.Monitor.Tests.Pipeline;

public sealed class ClockDriftTests
{
    private const int Rate = 48_000;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_card_that_is_100_millionths_off_stays_within_the_tolerance_for_a_day()
    {
        var clock = Anchored();
        var drift = new ClockDrift(clock);
        var worst = TimeSpan.Zero;
        for (var second = 1; second <= 86_400; second++)
        {
            var now = Start.AddSeconds(second);
            var position = (long)((long)second * Rate * 1.0001);
            drift.Observe(position, now);
            worst = TimeSpan.FromTicks(Math.Max(worst.Ticks, (clock.At(position) - now).Duration().Ticks));
        }

        Assert.InRange(worst, TimeSpan.Zero, ClockDrift.Tolerance + (0.0001 * ClockDrift.Span) + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Late_blocks_move_nothing()
    {
        var clock = Anchored();
        var drift = new ClockDrift(clock);
        for (var second = 1; second <= 600; second++)
        {
            var late = second % 10 == 0 ? TimeSpan.FromMilliseconds(20) : TimeSpan.FromSeconds(2);
            drift.Observe((long)second * Rate, Start.AddSeconds(second) + late);
        }

        Assert.Equal(Start, clock.At(0));
    }

    [Fact]
    public void A_system_clock_that_is_set_right_is_followed()
    {
        var clock = Anchored();
        var drift = new ClockDrift(clock);
        var off = TimeSpan.FromDays(400);
        for (var second = 1; second <= 300; second++)
        {
            drift.Observe((long)second * Rate, Start.AddSeconds(second) + (second > 30 ? off : TimeSpan.Zero));
        }

        Assert.Equal(Start + off, clock.At(0));
    }

    [Fact]
    public void Observing_allocates_nothing()
    {
        var drift = new ClockDrift(Anchored());
        var second = 0;
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                drift.Observe((long)second * Rate, Start.AddSeconds(second));
                second++;
            }
        }));
    }

    private static SourceClock Anchored()
    {
        var clock = new SourceClock(Rate);
        clock.Anchor(0, Start);
        return clock;
    }
}
