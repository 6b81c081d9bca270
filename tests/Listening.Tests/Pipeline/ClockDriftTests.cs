using AvianVox.Listening.Clocks;
using AvianVox.Listening.Pipeline;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

public sealed class ClockDriftTests
{
    private const int Rate = 48_000;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _monotonic = new(Start);
    private readonly FakeClock _system = new();
    private readonly SetTime _time;
    private readonly StationClock _station;
    private readonly SourceClock _clock = new(Rate, "boot-1");
    private readonly ClockDrift _drift;

    public ClockDriftTests()
    {
        _time = new SetTime(_monotonic);
        _system.Quality = ClockQuality.Synchronised;
        _station = new StationClock(_system, _time);
        _drift = new ClockDrift(_clock, _station, _time);
        _drift.Anchor(0, Start, _station.Offset);
    }

    [Fact]
    public void A_card_that_is_100_millionths_off_stays_within_the_tolerance_for_a_day()
    {
        var worst = TimeSpan.Zero;
        for (var second = 1; second <= 86_400; second++)
        {
            var position = (long)((long)second * Rate * 1.0001);
            Pass(TimeSpan.FromSeconds(1), position);
            worst = TimeSpan.FromTicks(Math.Max(worst.Ticks, (_clock.At(position) - _time.GetUtcNow()).Duration().Ticks));
        }

        Assert.InRange(worst, TimeSpan.Zero, ClockDrift.Tolerance + (0.0001 * ClockDrift.Span) + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Late_blocks_move_nothing()
    {
        for (var second = 1; second <= 600; second++)
        {
            Pass(TimeSpan.FromSeconds(1), (long)second * Rate, late: second % 10 == 0 ? TimeSpan.FromMilliseconds(20) : TimeSpan.FromSeconds(0.4));
        }

        Assert.Equal(Start, _clock.At(0));
    }

    [Theory]
    [InlineData(400 * 86_400)]
    [InlineData(-3_600)]
    [InlineData(0.75)]
    public void A_system_clock_that_is_set_is_followed_with_the_next_block(double seconds)
    {
        for (var second = 1; second <= 45; second++)
        {
            if (second == 30)
            {
                _time.Set(TimeSpan.FromSeconds(seconds));
            }

            Pass(TimeSpan.FromSeconds(1), (long)second * Rate);
            Assert.Equal(_time.GetUtcNow(), _clock.At((long)second * Rate));
        }

        Assert.Equal(_station.Offset, _clock.Read().Basis!.Value.Offset);
    }

    [Fact]
    public void A_clock_that_becomes_good_takes_the_mark_off_with_the_next_block()
    {
        _system.Quality = ClockQuality.Unsynchronised;
        var station = new StationClock(_system, _time);
        var drift = new ClockDrift(_clock, station, _time);
        drift.Anchor(0, Start, station.Offset);
        Assert.False(_clock.Read().Basis!.Value.IsSynchronised);
        _system.Quality = ClockQuality.Synchronised;
        Assert.True(station.HasBecomeGood());
        Assert.False(station.HasBecomeGood());
        _monotonic.Advance(TimeSpan.FromSeconds(1));
        drift.Observe(Rate, _time.GetUtcNow(), _time.GetTimestamp());
        Assert.True(_clock.Read().Basis!.Value.IsSynchronised);
        Assert.Equal(Start, _clock.At(0));
    }

    [Fact]
    public void Observing_allocates_nothing()
    {
        var second = 0;
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                _drift.Observe((long)second * Rate, Start.AddSeconds(second), _time.GetTimestamp() + (second * _time.TimestampFrequency));
                second++;
            }
        }));
    }

    private void Pass(TimeSpan time, long position, TimeSpan late = default)
    {
        _monotonic.Advance(time);
        _drift.Observe(position, _time.GetUtcNow() + late, _time.GetTimestamp() + (late.Ticks * (_time.TimestampFrequency / TimeSpan.TicksPerSecond)));
    }
}
