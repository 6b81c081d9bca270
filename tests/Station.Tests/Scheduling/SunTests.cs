using System.Globalization;
using AvianVox.Station.Scheduling;
using CsCheck;

namespace AvianVox.Station.Tests.Scheduling;

/// <summary>Against published almanac values, to the minute in which almanacs print them, and half a minute for their rounding.</summary>
public sealed class SunTests
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData("Greenwich", 51.4769, -0.0005, "2024-06-21", "2024-06-21T03:43Z", "2024-06-21T20:21Z")]
    [InlineData("Greenwich", 51.4769, -0.0005, "2024-12-21", "2024-12-21T08:04Z", "2024-12-21T15:53Z")]
    [InlineData("Greenwich", 51.4769, -0.0005, "2024-03-20", "2024-03-20T06:02Z", "2024-03-20T18:14Z")]
    [InlineData("New York", 40.7128, -74.0060, "2024-06-21", "2024-06-21T09:25Z", "2024-06-22T00:31Z")]
    [InlineData("New York", 40.7128, -74.0060, "2024-11-03", "2024-11-03T11:29Z", "2024-11-03T21:49Z")]
    [InlineData("Sydney", -33.8688, 151.2093, "2024-06-21", "2024-06-20T21:00Z", "2024-06-21T06:54Z")]
    [InlineData("Sydney", -33.8688, 151.2093, "2024-12-21", "2024-12-20T18:41Z", "2024-12-21T09:05Z")]
    [InlineData("Helsinki", 60.1699, 24.9384, "2024-06-21", "2024-06-21T00:54Z", "2024-06-21T19:50Z")]
    [InlineData("Helsinki", 60.1699, 24.9384, "2024-12-21", "2024-12-21T07:24Z", "2024-12-21T13:13Z")]
    [InlineData("Reykjavik", 64.1466, -21.9426, "2026-06-21", "2026-06-21T02:55Z", "2026-06-22T00:03Z")]
    public void Rise_and_set_are_those_of_the_almanac(string place, double latitude, double longitude, string date, string rise, string set)
    {
        var day = Sun.Day(DateOnly.Parse(date, CultureInfo.InvariantCulture), latitude, longitude);
        Near(place, rise, day.Rise);
        Near(place, set, day.Set);
    }

    [Fact]
    public void Where_it_does_not_set_the_day_is_whole_and_where_it_does_not_rise_it_is_empty()
    {
        // Tromsø.
        var summer = Sun.Day(new DateOnly(2026, 6, 21), 69.6496, 18.9560);
        Assert.Equal(24, (summer.Set - summer.Rise).TotalHours, 0.02);
        var winter = Sun.Day(new DateOnly(2026, 12, 21), 69.6496, 18.9560);
        Assert.Equal(0, (winter.Set - winter.Rise).TotalHours, 0.02);
        // Noon by the sun, 11 minutes before that of the zone's meridian at 15° east, and the equation of time.
        Near("Tromsø", "2026-12-21T10:42Z", winter.Rise);
    }

    [Fact]
    public void Anywhere_on_any_day_rise_comes_before_set_and_both_within_half_a_day_of_noon() =>
        Gen.Select(Gen.Int[0, 36_500], Gen.Double[-90, 90], Gen.Double[-180, 180]).Sample((day, latitude, longitude) =>
        {
            var date = new DateOnly(2000, 1, 1).AddDays(day);
            var (rise, set) = Sun.Day(date, latitude, longitude);
            var noon = new DateTimeOffset(date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero).AddHours(-longitude / 15);
            Assert.InRange((noon - rise).TotalMinutes, -20, 740);
            Assert.InRange((set - noon).TotalMinutes, -20, 740);
            Assert.True(rise <= set.AddMinutes(1), $"{rise} {set}");
        });

    private static void Near(string place, string published, DateTimeOffset computed)
    {
        var expected = DateTimeOffset.Parse(published, CultureInfo.InvariantCulture);
        Assert.True((computed - expected).Duration() <= Tolerance, $"{place}: {computed:u}, published {expected:u}");
    }
}
