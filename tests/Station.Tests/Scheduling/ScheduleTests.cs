using System.Globalization;
using AvianVox.Station.Scheduling;
using CsCheck;

namespace AvianVox.Station.Tests.Scheduling;

public sealed class ScheduleTests
{
    private static readonly Place London = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), 51.4769, -0.0005);
    private static readonly Place Tromso = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"), 69.6496, 18.9560);

    private static readonly string[] Texts =
    [
        "05:00..09:30", "22:00..02:00, 01:00..03:00", "sunrise-01:00..sunrise+02:00,sunset-00:30..23:15", "00:00..24:00", "sunset..sunrise",
    ];

    [Theory]
    [InlineData("05:00..09:30", "2026-06-01T03:59Z", false)]
    [InlineData("05:00..09:30", "2026-06-01T04:00Z", true)]
    [InlineData("05:00..09:30", "2026-06-01T08:29Z", true)]
    [InlineData("05:00..09:30", "2026-06-01T08:30Z", false)]
    [InlineData("05:00..09:30", "2026-01-01T05:00Z", true)]
    [InlineData("22:00..02:00", "2026-01-01T23:00Z", true)]
    [InlineData("22:00..02:00", "2026-01-02T01:59Z", true)]
    [InlineData("22:00..02:00", "2026-01-02T02:00Z", false)]
    [InlineData("00:00..24:00", "2026-01-02T13:00Z", true)]
    [InlineData("04:00..06:00, 20:00..22:00", "2026-01-02T21:00Z", true)]
    [InlineData("04:00..06:00, 20:00..22:00", "2026-01-02T12:00Z", false)]
    // Greenwich, 21 June: 03:43 and 20:21 UTC.
    [InlineData("sunrise-01:00..sunrise+03:00", "2024-06-21T02:41Z", false)]
    [InlineData("sunrise-01:00..sunrise+03:00", "2024-06-21T02:45Z", true)]
    [InlineData("sunrise-01:00..sunrise+03:00", "2024-06-21T06:45Z", false)]
    [InlineData("Sunset..Sunrise", "2024-06-21T00:00Z", true)]
    [InlineData("Sunset..Sunrise", "2024-06-21T12:00Z", false)]
    [InlineData("20:00..sunrise", "2024-06-21T03:00Z", true)]
    [InlineData("20:00..sunrise", "2024-06-21T04:00Z", false)]
    [InlineData("sunrise..05:30", "2024-06-21T04:00Z", true)]
    [InlineData("sunrise..05:30", "2024-12-21T12:00Z", false)]
    [InlineData("sunset..22:00", "2024-12-21T21:30Z", true)]
    public void It_says_when_to_listen(string text, string at, bool isOn) => Assert.Equal(isOn, New(text, London).IsOn(Time(at)));

    [Theory]
    [InlineData("sunrise..sunset", "2026-06-21T23:00Z", true)]
    [InlineData("sunrise..sunset", "2026-12-21T10:42Z", false)]
    [InlineData("sunset..sunrise", "2026-12-21T16:00Z", true)]
    [InlineData("sunset..sunrise", "2026-06-21T12:00Z", false)]
    [InlineData("sunrise-01:00..sunset+01:00", "2026-12-21T10:42Z", true)]
    public void Beyond_the_polar_circle_days_are_whole_or_empty(string text, string at, bool isOn) => Assert.Equal(isOn, New(text, Tromso).IsOn(Time(at)));

    [Fact]
    public void Summer_time_moves_the_clock_and_nothing_else()
    {
        var schedule = New("05:00..06:00", London);
        Assert.Equal(Time("2026-03-28T05:00Z"), schedule.NextChange(Time("2026-03-27T12:00Z")));
        // 29 March 2026: clocks go on at 01:00 UTC.
        Assert.Equal(Time("2026-03-29T04:00Z"), schedule.NextChange(Time("2026-03-28T12:00Z")));
        Assert.Equal(Time("2026-10-25T05:00Z"), schedule.NextChange(Time("2026-10-24T12:00Z")));
    }

    [Fact]
    public void What_the_clock_shows_twice_is_heard_whole_and_what_it_leaves_out_is_no_fault()
    {
        // 25 October 2026: 01:00 to 02:00 comes twice, at 00:00 and at 01:00 UTC.
        var autumn = New("01:00..01:30", London);
        Assert.Equal(Time("2026-10-25T00:00Z"), autumn.NextChange(Time("2026-10-24T12:00Z")));
        Assert.Equal(Time("2026-10-25T01:30Z"), autumn.NextChange(Time("2026-10-25T00:45Z")));
        // 29 March 2026: 01:00 to 02:00 does not come.
        var spring = New("01:15..03:00", London);
        Assert.Equal(Time("2026-03-29T01:00Z"), spring.NextChange(Time("2026-03-28T12:00Z")));
        Assert.Equal(Time("2026-03-29T02:00Z"), spring.NextChange(Time("2026-03-29T01:30Z")));
        Assert.False(New("01:10..01:50", London).IsOn(Time("2026-03-29T01:00Z")));
    }

    [Fact]
    public void At_the_next_change_it_changes_and_before_it_does_not() =>
        Gen.Select(Gen.Int[0, Texts.Length - 1].Select(index => Texts[index]), Gen.Int[0, 525_600], Gen.Double[0.01, 0.99])
            .Sample((text, minute, part) =>
            {
                var schedule = New(text, London);
                var at = Time("2026-01-01T00:00Z").AddMinutes(minute);
                var isOn = schedule.IsOn(at);
                var next = schedule.NextChange(at);
                Assert.InRange(next - at, TimeSpan.FromTicks(1), TimeSpan.FromDays(2));
                Assert.Equal(isOn, schedule.IsOn(at + ((next - at) * part)));
                if (next - at < TimeSpan.FromDays(2))
                {
                    Assert.Equal(!isOn, schedule.IsOn(next));
                }
            });

    [Theory]
    [InlineData("")]
    [InlineData("05:00")]
    [InlineData("05:00-09:00")]
    [InlineData("05:60..09:00")]
    [InlineData("24:01..09:00")]
    [InlineData("sunrise+13:00..09:00")]
    [InlineData("noon..sunset")]
    [InlineData("05:00..09:00,")]
    public void Another_form_is_refused(string text) => Assert.False(Schedule.TryParse(text, out _));

    [Fact]
    public void Only_times_of_the_sun_need_a_place()
    {
        Assert.True(Schedule.TryParse("05:00..06:00,sunset..22:00", out var sun));
        Assert.True(Schedule.NeedsSun(sun));
        Assert.True(Schedule.TryParse("05:00..06:00", out var clock));
        Assert.False(Schedule.NeedsSun(clock));
    }

    private static Schedule New(string text, Place place)
    {
        Assert.True(Schedule.TryParse(text, out var spans));
        return new Schedule(spans, place);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
