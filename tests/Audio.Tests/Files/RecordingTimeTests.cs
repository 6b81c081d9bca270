using System.Globalization;
using System.Text;
using AvianVox.Audio.Files;

namespace AvianVox.Audio.Tests.Files;

public class RecordingTimeTests
{
    [Theory]
    [InlineData("20240115_053000.WAV", "2024-01-15T05:30:00Z")]
    [InlineData("folder/20240115_053000T.WAV", "2024-01-15T05:30:00Z")]
    [InlineData("STATION_20240115_053000.wav", "2024-01-15T05:30:00Z")]
    [InlineData("S4A01234_0+1_20240115_053000_000.wav", "2024-01-15T05:30:00Z")]
    [InlineData("20240115T053000.flac", "2024-01-15T05:30:00Z")]
    [InlineData("5BF2E3A4.WAV", "2018-11-19T16:24:04Z")]
    public void Names_tell_when_a_recording_began(string name, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), RecordingTime.FromFileName(name));

    [Theory]
    [InlineData("bird.wav")]
    [InlineData("20241315_053000.wav")]
    [InlineData("20240115_253000.wav")]
    [InlineData("120240115_053000.wav")]
    [InlineData("20240115.wav")]
    [InlineData("00000001.wav")]
    [InlineData("XC5BF2E3A4.wav")]
    public void Other_names_tell_nothing(string name) => Assert.Null(RecordingTime.FromFileName(name));

    [Theory]
    [InlineData("Recorded at 19:31:30 03/09/2024 (UTC+1) by AudioMoth 24E144055E080032", "2024-09-03T19:31:30+01:00")]
    [InlineData("Recorded at 10:25:00 04/04/2020 (UTC) by AudioMoth", "2020-04-04T10:25:00Z")]
    [InlineData("Recorded at 10:25:00.250 04/04/2020 (UTC-3:30) by AudioMoth", "2020-04-04T10:25:00.250-03:30")]
    public void AudioMoth_comments_tell_time_and_zone(string comment, string expected)
    {
        var time = RecordingTime.FromAudioMothComment("x" + comment);

        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), time);
    }

    [Theory]
    [InlineData("Recorded at 10:25:00 31/02/2020 (UTC) by AudioMoth")]
    [InlineData("Recorded at 10:25:00 01/02/2020 (UTC+99) by AudioMoth")]
    [InlineData("Recorded with care")]
    public void Other_comments_tell_nothing(string comment) => Assert.Null(RecordingTime.FromAudioMothComment(comment));

    [Fact]
    public void Guano_tells_time_and_zone_and_without_one_it_is_utc()
    {
        Assert.Equal(new DateTimeOffset(2024, 9, 3, 18, 31, 30, TimeSpan.Zero), RecordingTime.FromGuano("GUANO|Version:1.0\nTimestamp:2024-09-03T19:31:30+01:00\nX:1"));
        Assert.Equal(new DateTimeOffset(2024, 9, 3, 19, 31, 30, TimeSpan.Zero), RecordingTime.FromGuano("Timestamp: 2024-09-03 19:31:30\r\n"));
        Assert.Null(RecordingTime.FromGuano("Timestamp: yesterday\n"));
        Assert.Null(RecordingTime.FromGuano("GUANO|Version:1.0"));
    }

    [Fact]
    public void Broadcast_extension_tells_the_time()
    {
        var chunk = new byte[602];
        Encoding.ASCII.GetBytes("2024/01-1505:30.00").CopyTo(chunk.AsSpan(320));
        Assert.Null(RecordingTime.FromBroadcastExtension(new byte[602]));
        Assert.Null(RecordingTime.FromBroadcastExtension(new byte[100]));
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 5, 30, 0, TimeSpan.Zero), RecordingTime.FromBroadcastExtension(chunk));
    }
}
