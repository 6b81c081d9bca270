using System.Globalization;
using System.Text;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Tests.Times;

public class HeaderTimeTests
{
    [Theory]
    [InlineData("Recorded at 19:31:30 03/09/2024 (UTC+1) by AudioMoth 24E144055E080032", "2024-09-03T19:31:30+01:00")]
    [InlineData("Recorded at 10:25:00 04/04/2020 (UTC) by AudioMoth", "2020-04-04T10:25:00Z")]
    [InlineData("Recorded at 10:25:00.250 04/04/2020 (UTC-3:30) by AudioMoth", "2020-04-04T10:25:00.250-03:30")]
    public void AudioMoth_comments_tell_time_and_zone(string comment, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            HeaderTime.FromAudioMothComment("x" + comment)!.Time!.Value.In(TimeZoneInfo.Utc));

    [Theory]
    [InlineData("Recorded at 10:25:00 31/02/2020 (UTC) by AudioMoth")]
    [InlineData("Recorded at 10:25:00 01/02/2020 (UTC+99) by AudioMoth")]
    public void Impossible_comments_are_told_as_not_understood(string comment) => Assert.Null(HeaderTime.FromAudioMothComment(comment)!.Time);

    [Fact]
    public void Other_comments_tell_nothing() => Assert.Null(HeaderTime.FromAudioMothComment("Recorded with care"));

    [Theory]
    [InlineData("GUANO|Version: 1.0\nFirmware Version: App 2.7.7\nTimestamp: 2019-04-30 21:02:44+0100\nNote:\n", "2019-04-30T20:02:44Z")]
    [InlineData("GUANO|Version:1.0\nTimestamp:2023-11-17T09:52:00.123+11:00\n", "2023-11-16T22:52:00.123Z")]
    [InlineData("GUANO|Version: 1.0\r\nTimestamp: 2023-11-17T09:52:00+11:00\r\nLoc Position: 51.4 -0.06\r\n", "2023-11-16T22:52:00Z")]
    [InlineData("GUANO|Version: 1.0\nTimestamp: 2023-11-17T09:52:00Z\0\0", "2023-11-17T09:52:00Z")]
    [InlineData("GUANO|Version: 1.0\nTimestamp: 2023-11-17 09:52:00 -05:00\n", "2023-11-17T14:52:00Z")]
    [InlineData("GUANO|Version: 1.0\nTimestamp : 2023-11-17T09:52:00+11:00\n", "2023-11-16T22:52:00Z")]
    [InlineData("GUANO|Version: 1.0\n  Timestamp: 2023-11-17T09:52:00+11:00\n", "2023-11-16T22:52:00Z")]
    [InlineData("Timestamp: 2023-11-17T09:52:00+11", "2023-11-16T22:52:00Z")]
    public void Guano_tells_time_and_zone_as_recorders_write_them(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), HeaderTime.FromGuano(text)!.Time!.Value.In(TimeZoneInfo.Utc));

    [Fact]
    public void Guano_without_a_zone_is_local_time() =>
        Assert.Equal(
            new DateTimeOffset(2024, 9, 3, 19, 31, 30, TimeSpan.FromHours(10)),
            HeaderTime.FromGuano("Timestamp: 2024-09-03 19:31:30\r\n")!.Time!.Value.In(TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(10), null, null)));

    [Theory]
    [InlineData("17.11.2023 09:52:00")]
    [InlineData("05/12/2024 08:30:00")]
    [InlineData("08:30")]
    [InlineData("1.5")]
    [InlineData("yesterday")]
    [InlineData("2024-02-30T00:00:00")]
    [InlineData("")]
    public void What_is_no_time_is_told_and_not_guessed_at(string value)
    {
        var told = HeaderTime.FromGuano($"GUANO|Version:1.0\nTimestamp: {value}\n")!;
        Assert.Null(told.Time);
        Assert.Equal(value, told.Text);
    }

    [Fact]
    public void Guano_without_a_timestamp_tells_nothing() => Assert.Null(HeaderTime.FromGuano("GUANO|Version:1.0"));

    [Theory]
    [InlineData("2024/01-1505:30.00", "2024-01-15T05:30:00")]
    [InlineData("2024-01-1505:30:00", "2024-01-15T05:30:00")]
    [InlineData("2024-13-1505:30:00", null)]
    public void Broadcast_extension_tells_local_time(string text, string? expected)
    {
        var chunk = new byte[602];
        Encoding.ASCII.GetBytes(text).CopyTo(chunk.AsSpan(320));
        var told = HeaderTime.FromBroadcastExtension(chunk)!;
        Assert.Equal(expected is null ? null : new WrittenTime(DateTime.Parse(expected, CultureInfo.InvariantCulture), null), told.Time);
    }

    [Fact]
    public void An_empty_broadcast_extension_tells_nothing()
    {
        Assert.Null(HeaderTime.FromBroadcastExtension(new byte[602]));
        Assert.Null(HeaderTime.FromBroadcastExtension(new byte[100]));
        var chunk = new byte[602];
        "0000-00-0000:00:00"u8.CopyTo(chunk.AsSpan(320));
        Assert.Null(HeaderTime.FromBroadcastExtension(chunk));
    }

    [Fact]
    public void A_date_tag_counts_only_with_a_time_of_day()
    {
        Assert.Null(HeaderTime.FromDateTag("2024"));
        Assert.Null(HeaderTime.FromDateTag("2024-05-12"));
        Assert.Equal(new WrittenTime(new DateTime(2024, 5, 12, 5, 30, 0), TimeSpan.Zero), HeaderTime.FromDateTag("2024-05-12T05:30:00Z")!.Time);
    }
}
