using AvianVox.Listening.Detection.Rules;
using CsCheck;

namespace AvianVox.Listening.Tests.Detection.Rules;

public sealed class WeekSetTests
{
    [Theory]
    [InlineData("2026-01-01", 1)]
    [InlineData("2026-01-07", 1)]
    [InlineData("2026-01-08", 2)]
    [InlineData("2026-02-28", 8)]
    [InlineData("2026-05-21", 19)]
    [InlineData("2026-05-22", 20)]
    [InlineData("2026-12-31", 48)]
    public void A_month_has_four_weeks_and_the_last_takes_what_is_left(string date, int week) =>
        Assert.Equal(week, WeekSet.WeekOf(DateTimeOffset.Parse($"{date}T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("9-12", 48, "9-12")]
    [InlineData("45-2", 48, "1-2, 45-48")]
    [InlineData("7 9;11-12", 48, "7, 9, 11-12")]
    [InlineData("5", 12, "17-20")]
    [InlineData("11-2", 12, "1-8, 41-48")]
    [InlineData("1-48", 48, "1-48")]
    [InlineData("", 48, "")]
    public void Numbers_and_ranges_are_read_also_over_the_end_of_the_year(string text, int most, string weeks)
    {
        Assert.True(WeekSet.TryParse(text, most, out var set));
        Assert.Equal(weeks, set.ToString());
    }

    [Theory]
    [InlineData("0", 48)]
    [InlineData("49", 48)]
    [InlineData("13", 12)]
    [InlineData("1-2-3", 48)]
    [InlineData("-3", 48)]
    [InlineData("may", 12)]
    [InlineData("1,5", 48)]
    public void Anything_else_is_refused(string text, int most) => Assert.False(WeekSet.TryParse(text, most, out _));

    [Fact]
    public void What_a_set_says_of_itself_is_read_as_the_same_set() =>
        Gen.ULong[0, (1UL << WeekSet.Weeks) - 1].Sample(bits =>
        {
            var set = new WeekSet(bits);
            Assert.True(WeekSet.TryParse(set.ToString().Replace(',', ' '), WeekSet.Weeks, out var read));
            Assert.Equal(set, read);
            Assert.Equal(System.Numerics.BitOperations.PopCount(bits), Enumerable.Range(1, WeekSet.Weeks).Count(set.Contains));
        });
}
