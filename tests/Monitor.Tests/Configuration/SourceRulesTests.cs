using AvianVox.Listening.Settings;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Tests.Configuration;

/// <summary>What may be set for a source, and what it shows of itself.</summary>
public sealed class SourceRulesTests
{
    [Theory]
    [InlineData("Sources:0:Schedule=dawn..dusk", "must be spans such as")]
    [InlineData("Sources:0:Schedule=sunrise..09:00", "set Station:Latitude and Station:Longitude")]
    [InlineData("Sources:0:HighPassHz=3001", "must be from 0 to 3000")]
    [InlineData("Sources:0:GainDb=61", "must be from -60 to 60")]
    [InlineData("Sources:0:Channel=65", "must be from 0 to 64")]
    [InlineData("Sources:0:Input=http://", "must be rtsp://, rtsps://, http://, https://, rtmp://, rtmps://, srt://, udp:// or rtp:// and a host")]
    [InlineData("Sources:0:RecorderZone=Nowhere/Land", "must be station, utc, an offset such as +10:00, or a time zone")]
    [InlineData("Sources:0:RecorderZone=+15:00", "must be station, utc, an offset such as +10:00, or a time zone")]
    public void What_cannot_be_is_told(string set, string message)
    {
        var fault = Assert.Throws<ConfigurationException>(() => Load(set));
        Assert.Contains(message, Assert.Single(fault.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_has_no_schedule_and_standard_input_one_channel()
    {
        Assert.Contains("is for microphones and streams", Fault("Sources:0:Input=a.wav", "Sources:0:Schedule=05:00..06:00").Message, StringComparison.Ordinal);
        Assert.Contains("standard input has one channel", Fault("Sources:0:Input=-", "Sources:0:Channel=2").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_source_of_the_field_is_fine()
    {
        var options = Load(
            "Station:Latitude=51.5", "Station:Longitude=-0.1", "Sources:0:Input=rtsp://jay:s3cr3t@camera/1", "Sources:0:Channel=2", "Sources:0:GainDb=-6.5",
            "Sources:0:HighPassHz=150", "Sources:0:Schedule=sunrise-01:00..sunset+01:00", "Sources:0:Model=models/other", "Sources:0:SilenceSeconds=0");
        Assert.Equal("rtsp://jay:s3cr3t@camera/1", options.Sources[0].Input);
        var shown = StationConfiguration.Show(options);
        Assert.Contains("rtsp://***@camera/1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_an_address_does_not_tell_its_password() =>
        Assert.DoesNotContain("s3cr3t", Fault("Sources:0:Input=http://jay:s3cr3t@").ToString(), StringComparison.Ordinal);

    private static ConfigurationFault Fault(params string[] sets) => Assert.Single(Assert.Throws<ConfigurationException>(() => Load(sets)).Faults);

    private static StationOptions Load(params string[] sets) => StationConfiguration.Load(null, sets, []);
}
