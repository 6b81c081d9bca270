using AvianVox.Audio.Streams;

namespace AvianVox.Audio.Tests.Streams;

public sealed class StreamUrlTests
{
    [Theory]
    [InlineData("rtsp://camera:554/stream1", "rtsp://camera:554/stream1")]
    [InlineData("rtsp://jay:s3cr3t@camera/stream1", "rtsp://***@camera/stream1")]
    [InlineData("rtsps://jay:s3@cr3t@camera", "rtsps://***@camera")]
    [InlineData("http://host/a@b.m3u8", "http://host/a@b.m3u8")]
    [InlineData("https://host/live.m3u8?token=s3cr3t", "https://host/live.m3u8?***")]
    [InlineData("http://jay:s3cr3t@host?x=s3cr3t", "http://***@host?***")]
    [InlineData("bird@home.wav", "bird@home.wav")]
    [InlineData("rtsp://admin:pa#ss@10.0.0.7:554/s", "rtsp://***@10.0.0.7:554/s")]
    [InlineData("rtsp://admin:12#ss@10.0.0.7/s", "rtsp://***@10.0.0.7/s")]
    [InlineData("rtsp://admin:pa/ss@10.0.0.7/s", "rtsp://***@10.0.0.7/s")]
    [InlineData("rtsp://admin:pa?ss@10.0.0.7/s", "rtsp://***@10.0.0.7/s")]
    [InlineData("rtsp://tok#en@10.0.0.7/s", "rtsp://***@10.0.0.7/s")]
    [InlineData("rtsp:/admin:pass@10.0.0.7/s", "rtsp:/***@10.0.0.7/s")]
    [InlineData("rtmp://admin:pass@10.0.0.7/live", "rtmp://***@10.0.0.7/live")]
    [InlineData("srt://10.0.0.7:9?passphrase=s3cr3t", "srt://10.0.0.7:9?***")]
    [InlineData("mqtt://user:p@ss@host", "mqtt://***@host")]
    [InlineData("rtsp://admin:s3cr3t", "rtsp://***")]
    [InlineData("admin:s3cr3t@10.0.0.7/stream", "***@10.0.0.7/stream")]
    [InlineData("http://host:8080/a", "http://host:8080/a")]
    [InlineData("http://[fe80::1]:8080/a", "http://[fe80::1]:8080/a")]
    [InlineData("https://host/a#s3cr3t", "https://host/a#***")]
    [InlineData("mic:USB@1", "mic:USB@1")]
    [InlineData("/data/04:30@pond.wav", "/data/04:30@pond.wav")]
    public void What_is_shown_holds_no_secret(string url, string shown) => Assert.Equal(shown, StreamUrl.WithoutSecrets(url));

    [Theory]
    [InlineData("rtsp://camera/1", true)]
    [InlineData("HTTP://host", true)]
    [InlineData("rtsp://admin:pa%23ss@host/s", true)]
    [InlineData("rtsp://admin:12#ss@host/s", false)]
    [InlineData("rtsp://admin:pa#ss@host/s", false)]
    [InlineData("http://", false)]
    [InlineData("ftp://host/a.wav", false)]
    [InlineData("recordings/a.wav", false)]
    public void Only_some_schemes_with_a_host_are_streams(string input, bool isValid) => Assert.Equal(isValid, StreamUrl.IsValid(input));

    [Theory]
    [InlineData("rtsp://admin:s3cr3t@camera/1: 401", "rtsp://***@camera/1: 401")]
    [InlineData("[rtsp] auth of admin with s3cr3t failed", "[rtsp] auth of admin with *** failed")]
    [InlineData("Opening http://jay:a/b@proxy/x", "Opening http://***@proxy/x")]
    public void What_ffmpeg_says_holds_no_secret(string said, string told) => Assert.Equal(told, StreamUrl.Clean(said, "rtsp://admin:s3cr3t@camera/1"));

    [Fact]
    public void RTSP_goes_over_TCP_and_every_protocol_gives_up_on_a_dead_connection()
    {
        var rtsp = StreamSource.Arguments(new StreamOptions { Url = "rtsp://camera/1", SampleRate = 32_000, Channel = 2 }).ToList();
        Assert.Equal("tcp", rtsp[rtsp.IndexOf("-rtsp_transport") + 1]);
        Assert.Equal("8000000", rtsp[rtsp.IndexOf("-timeout") + 1]);
        Assert.Equal("pan=mono|c0=c1", rtsp[rtsp.IndexOf("-af") + 1]);
        Assert.Equal("32000", rtsp[rtsp.IndexOf("-ar") + 1]);
        Assert.Contains("-rw_timeout", StreamSource.Arguments(new StreamOptions { Url = "https://host/live.m3u8" }));
        Assert.Contains("-rw_timeout", StreamSource.Arguments(new StreamOptions { Url = "rtmp://host/live" }));
        Assert.DoesNotContain("-rw_timeout", StreamSource.Arguments(new StreamOptions { Url = "SRT://host:9" }));
    }
}
