using System.Globalization;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Tests.Times;

public class FileNameTimeTests
{
    [Theory]
    [InlineData("20240115_053000.WAV", "2024-01-15T05:30:00")]
    [InlineData("folder/20240115_053000T.WAV", "2024-01-15T05:30:00")]
    [InlineData("STATION_20240115_053000.wav", "2024-01-15T05:30:00")]
    [InlineData("S4A01234_0+1_20240115_053000_000.wav", "2024-01-15T05:30:00")]
    [InlineData("20240115T053000.flac", "2024-01-15T05:30:00")]
    [InlineData("20070513081940.trimmed_manually.wav", "2007-05-13T08:19:40")]
    [InlineData("OLONG-CH1_0+1_20171121$143444.wav", "2017-11-21T14:34:44")]
    [InlineData("SMA00410_0_20240512_$053000.wav", "2024-05-12T05:30:00")]
    [InlineData("20180517_010348.5AFCD4F4.WAV", "2018-05-17T01:03:48")]
    [InlineData("a_2359-01012015_blah.dnsb48364JSFDSD", "2015-01-01T23:59:00")]
    [InlineData("671629352.181204100002.wav", "2018-12-04T10:00:02")]
    [InlineData("PILLIGA_20121204_234600_+13-090.wav", "2012-12-04T23:46:00")]
    [InlineData("20180226_040000_Bar29 _27.2819 90.1361_.wav", "2018-02-26T04:00:00")]
    [InlineData("2022-08-30_12-08-00 (1).wav", "2022-08-30T12:08:00")]
    [InlineData("Anabat 2018-06-12 21-31-54.wav", "2018-06-12T21:31:54")]
    [InlineData("2024-05-12-birdnet-08:30:00.wav", "2024-05-12T08:30:00")]
    [InlineData("Robin-85-2024-05-12-birdnet-RTSP_1-08:30:00.mp3", "2024-05-12T08:30:00")]
    [InlineData("2024-05-12 08.30.26.wav", "2024-05-12T08:30:26")]
    [InlineData("2024-05-12 08.30.26", "2024-05-12T08:30:26")]
    [InlineData("20240229_235959.wav", "2024-02-29T23:59:59")]
    [InlineData("rec20180801_240000.aac", "2018-08-02T00:00:00")]
    public void Names_tell_local_time(string name, string expected)
    {
        var told = FileNameTime.Read(name)!;
        Assert.Equal(new WrittenTime(DateTime.Parse(expected, CultureInfo.InvariantCulture), null), told.Time);
        Assert.Equal((TimeOrigin.FileName, Path.GetFileName(name)), (told.Origin, told.Text));
    }

    [Theory]
    [InlineData("5BF2E3A4.WAV", "2018-11-19T16:24:04Z")]
    [InlineData("5B07DEA0.WAV", "2018-05-25T10:00:00Z")]
    [InlineData("WOO_20170611_100000+1000.wav", "2017-06-11T10:00:00+10:00")]
    [InlineData("20091219T070006+1000_00600.wav", "2009-12-19T07:00:06+10:00")]
    [InlineData("20091219T070006.789123+1130_00600.wav", "2009-12-19T07:00:06.789123+11:30")]
    [InlineData("weird20180801_240000-1030.aac", "2018-08-02T00:00:00-10:30")]
    [InlineData("SwiftOne_20240512_053000_-0500.wav", "2024-05-12T05:30:00-05:00")]
    [InlineData("S20240512T053000.000+1000_E20240512T063000.000+1000_-12.34+123.45.wav", "2024-05-12T05:30:00+10:00")]
    [InlineData("8537_20210614T120000-0300_every1d6x4hrs [+44.72053-062.80072].wav", "2021-06-14T12:00:00-03:00")]
    [InlineData("201906 7T095935+1000_REC [19.2144 152.8811].flac", "2019-06-07T09:59:35+10:00")]
    [InlineData("2024-05-12T08:30:00Z.wav", "2024-05-12T08:30:00Z")]
    [InlineData("2024-05-12T08:30:00+01:00.wav", "2024-05-12T08:30:00+01:00")]
    [InlineData("birdnet_go_turdus_merula_91p_20240512T083000Z.wav", "2024-05-12T08:30:00Z")]
    public void Names_tell_time_and_zone(string name, string expected)
    {
        var wanted = DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture);
        Assert.Equal(new WrittenTime(wanted.DateTime, wanted.Offset), FileNameTime.Read(name)!.Time);
    }

    [Theory]
    [InlineData("bird.wav")]
    [InlineData("20241315_053000.wav")]
    [InlineData("20230229_053000.wav")]
    [InlineData("20240115_253000.wav")]
    [InlineData("20240115_240001.wav")]
    [InlineData("120240115_053000.wav")]
    [InlineData("20240115_0530001.wav")]
    [InlineData("20240115.wav")]
    [InlineData("00000001.wav")]
    [InlineData("XC5BF2E3A4.wav")]
    [InlineData("prefix5AFCD4F4prefix.WAV")]
    [InlineData("86f5923d-ef1d-4159-b120-a8dec3f6334e.wav")]
    [InlineData("acoustic_study_00m.mp3")]
    [InlineData("123_20131012_123456-9_456.mpg")]
    [InlineData("20240115_053000+2500.wav")]
    [InlineData("XC123456 - Common Blackbird - Turdus merula.wav")]
    [InlineData("240512_0744 Tascam dr-100 mk3.wav")]
    [InlineData("12345678901234.wav")]
    public void Other_names_tell_nothing(string name) => Assert.Null(FileNameTime.Read(name));
}
