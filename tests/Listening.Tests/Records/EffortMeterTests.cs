using AvianVox.Listening.Clocks;
using AvianVox.Listening.Records;
using AvianVox.StationSupport;
using CsCheck;

namespace AvianVox.Listening.Tests.Records;

public sealed class EffortMeterTests : IAsyncDisposable
{
    private const int Rate = 22_254;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 4, 0, 30, TimeSpan.Zero);

    private readonly MemoryJournal _journal = new();
    private readonly SourceClock _clock = new(Rate);

    public EffortMeterTests()
    {
        _clock.Anchor(0, Start);
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public void Ranges_are_split_at_the_borders_of_minutes()
    {
        var meter = new EffortMeter("mic", _clock, _journal);
        meter.Classified(0, 100 * Rate);
        meter.Dropped(100 * Rate, 110 * Rate);
        meter.Flush();
        Assert.Equal(
            [
                new EffortMinute("mic", Start.AddSeconds(-30), 30, 30, 0),
                new EffortMinute("mic", Start.AddSeconds(30), 60, 60, 0),
                new EffortMinute("mic", Start.AddSeconds(90), 20, 10, 10),
            ],
            _journal.Effort);
    }

    [Fact]
    public void A_minute_is_handed_on_when_the_next_begins_and_nothing_twice()
    {
        var meter = new EffortMeter("mic", _clock, _journal);
        meter.Classified(0, 29 * Rate);
        Assert.Empty(_journal.Effort);
        meter.Classified(29 * Rate, 31 * Rate);
        Assert.Single(_journal.Effort);
        meter.Flush();
        meter.Flush();
        Assert.Equal(2, _journal.Effort.Count);
    }

    [Fact]
    public void Sums_are_those_of_the_ranges_and_no_minute_holds_more_than_sixty_seconds()
    {
        Gen.Select(Gen.Int[1, 200_000], Gen.Bool).Array[1, 100].Sample(ranges =>
        {
            var journal = new MemoryJournal();
            var meter = new EffortMeter("mic", _clock, journal);
            long position = 0;
            foreach (var (length, dropped) in ranges)
            {
                if (dropped)
                {
                    meter.Dropped(position, position + length);
                }
                else
                {
                    meter.Classified(position, position + length);
                }

                position += length;
            }

            meter.Flush();
            Assert.Equal(_clock.Seconds(position), journal.Effort.Sum(effort => effort.CapturedSeconds), 6);
            Assert.Equal(_clock.Seconds(ranges.Where(range => range.Item2).Sum(range => (long)range.Item1)), journal.Effort.Sum(effort => effort.DroppedSeconds), 6);
            Assert.All(journal.Effort.GroupBy(effort => effort.Minute), minute => Assert.True(minute.Sum(effort => effort.CapturedSeconds) <= 60 + (1.0 / Rate)));
        });
    }
}
