using AvianVox.Monitor.Cli;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class TimeArgumentTests
{
    private static readonly DateTimeOffset Now = new(2024, 5, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One hour ahead of UTC, always.</summary>
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("ahead", TimeSpan.FromHours(1), "ahead", "ahead");

    [Theory]
    [InlineData("2024-05-04", "2024-05-03T23:00:00Z")]
    [InlineData("2024-05-04T04:30", "2024-05-04T03:30:00Z")]
    [InlineData("2024-05-04 04:30:15", "2024-05-04T03:30:15Z")]
    [InlineData("2024-05-04T04:30Z", "2024-05-04T04:30:00Z")]
    [InlineData("2024-05-04T04:30:15.250Z", "2024-05-04T04:30:15.25Z")]
    [InlineData("2024-05-04T04:30:00+02:00", "2024-05-04T02:30:00Z")]
    [InlineData("90s", "2024-05-04T11:58:30Z")]
    [InlineData("45m", "2024-05-04T11:15:00Z")]
    [InlineData("1.5h", "2024-05-04T10:30:00Z")]
    [InlineData("7d", "2024-04-27T12:00:00Z")]
    [InlineData("today", "2024-05-03T23:00:00Z")]
    [InlineData("Yesterday", "2024-05-02T23:00:00Z")]
    public void Dates_times_and_spans_are_understood(string text, string expected)
    {
        Assert.True(TimeArgument.TryParse(text, Now, Zone, out var time));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("04/05/2024")]
    [InlineData("2024-13-01")]
    [InlineData("-7d")]
    [InlineData("d")]
    [InlineData("99999999d")]
    public void Anything_else_is_not(string text) => Assert.False(TimeArgument.TryParse(text, Now, Zone, out _));
}
