using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Tests.Clocks;

public sealed class SourceClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 6, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Positions_are_time_in_utc()
    {
        var clock = new SourceClock(48_000);
        clock.Anchor(24_000, Start);
        Assert.Equal(Start.AddSeconds(0.5), clock.At(48_000));
        Assert.Equal(Start.AddSeconds(-0.5), clock.At(0));
        Assert.Equal(TimeSpan.Zero, clock.At(0).Offset);
    }

    [Fact]
    public void Ten_years_at_the_highest_rate_do_not_overflow()
    {
        var clock = new SourceClock(500_000);
        clock.Anchor(0, Start);
        const long Seconds = 10L * 365 * 86_400;
        Assert.Equal(Start.AddSeconds(Seconds), clock.At(Seconds * 500_000));
    }

    [Fact]
    public void A_clock_without_an_anchor_tells_no_time()
    {
        var clock = new SourceClock(48_000);
        Assert.False(clock.IsAnchored);
        Assert.Throws<InvalidOperationException>(() => clock.At(0));
    }
}
