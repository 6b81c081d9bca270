using System.Globalization;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Tests.Times;

public class RecordingStartTests
{
    private static readonly TimeZoneInfo Brisbane = TimeZoneInfo.CreateCustomTimeZone("Brisbane", TimeSpan.FromHours(10), null, null);

    [Fact]
    public void Local_time_is_that_of_the_recorders_zone()
    {
        var start = RecordingStart.Choose([Name("20240512_053000.wav")], Brisbane);
        Assert.Equal(new DateTimeOffset(2024, 5, 12, 5, 30, 0, TimeSpan.FromHours(10)), start.Time);
        Assert.True(start.IsKnown);
        Assert.Equal("the file's name, local time of Brisbane", start.Reason);
        Assert.Empty(start.Warnings);
    }

    [Fact]
    public void Metadata_come_before_the_name_and_a_contradiction_is_told()
    {
        var start = RecordingStart.Choose([Name("20240512_053000.wav"), Guano("2024-05-12T05:30:00+01:00")], TimeZoneInfo.Utc);
        Assert.Equal(new DateTimeOffset(2024, 5, 12, 5, 30, 0, TimeSpan.FromHours(1)), start.Time);
        Assert.Equal("GUANO metadata", start.Reason);
        Assert.Equal(["the file's name says 2024-05-12 05:30:00+00:00, 1 h later."], start.Warnings);
    }

    [Fact]
    public void Times_that_agree_within_seconds_are_no_contradiction() =>
        Assert.Empty(RecordingStart.Choose([Name("20240512_053000.wav"), Guano("2024-05-12T05:30:02Z")], TimeZoneInfo.Utc).Warnings);

    [Theory]
    [InlineData("1970-01-01 00:00:10+10:00")]
    [InlineData("1970-01-20T00:00:10Z")]
    [InlineData("2000-01-01T03:00:00Z")]
    public void A_clock_that_was_never_set_gives_way_to_a_likely_time(string guano)
    {
        var start = RecordingStart.Choose([Guano(guano), Name("20240512_083000.wav")], TimeZoneInfo.Utc);
        Assert.Equal(new DateTimeOffset(2024, 5, 12, 8, 30, 0, TimeSpan.Zero), start.Time);
        Assert.True(start.IsKnown);
        Assert.Contains("never set", Assert.Single(start.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_was_never_set_counts_alone_and_is_not_known()
    {
        var start = RecordingStart.Choose([Name("19700101_000012.wav")], TimeZoneInfo.Utc);
        Assert.Equal(new DateTimeOffset(1970, 1, 1, 0, 0, 12, TimeSpan.Zero), start.Time);
        Assert.False(start.IsKnown);
        Assert.Contains("never set", Assert.Single(start.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2450-01-01T00:00:00Z")]
    public void Times_that_no_calendar_of_ours_holds_are_told_and_not_used(string guano)
    {
        var start = RecordingStart.Choose([Guano(guano)], TimeZoneInfo.Utc);
        Assert.Null(start.Time);
        Assert.False(start.IsKnown);
        Assert.Single(start.Warnings);
    }

    [Fact]
    public void What_is_not_understood_is_told_and_the_next_counts()
    {
        var start = RecordingStart.Choose([Guano("17.11.2023 09:52:00"), Name("20240512_083000.wav")], TimeZoneInfo.Utc);
        Assert.Equal(2024, start.Time!.Value.Year);
        Assert.Contains("'17.11.2023 09:52:00', which is not understood", Assert.Single(start.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Recordings_of_before_1970_are_known_as_any_other()
    {
        var start = RecordingStart.Choose([Guano("1965-05-12T05:30:00Z")], TimeZoneInfo.Utc);
        Assert.Equal(1965, start.Time!.Value.Year);
        Assert.True(start.IsKnown);
    }

    [Fact]
    public void Nothing_told_is_not_known()
    {
        var start = RecordingStart.Choose([], TimeZoneInfo.Utc);
        Assert.Null(start.Time);
        Assert.False(start.IsKnown);
        Assert.Empty(start.Warnings);
    }

    private static ToldTime Name(string name) => FileNameTime.Read(name)!;

    private static ToldTime Guano(string text) => HeaderTime.FromGuano(string.Create(CultureInfo.InvariantCulture, $"Timestamp: {text}"))!;
}
