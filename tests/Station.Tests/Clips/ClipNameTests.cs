using AvianVox.Audio.Times;
using AvianVox.Station.Clips;

namespace AvianVox.Station.Tests.Clips;

public sealed class ClipNameTests
{
    private static readonly DateTimeOffset Begin = new(2024, 5, 4, 4, 30, 4, 750, TimeSpan.Zero);

    [Fact]
    public void A_name_is_read_back_and_as_the_time_of_a_recording()
    {
        var name = new ClipName(Begin, "mic-2", "common-cuckoo", 0.917);
        Assert.Equal("2024-05-04/20240504T043004Z_mic-2_common-cuckoo_0.92", name.Path());
        Assert.Equal("2024-05-04/20240504T043004Z_mic-2_common-cuckoo_0.92-3", name.Path(2));
        var read = ClipName.Parse("20240504T043004Z_mic-2_common-cuckoo_0.92-3.flac");
        Assert.Equal(new ClipName(new DateTimeOffset(2024, 5, 4, 4, 30, 4, TimeSpan.Zero), "mic-2", "common-cuckoo", 0.92), read);
        Assert.Equal(read!.Begin, FileNameTime.Read(name.Path() + ".flac")!.Time!.Value.In(TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("Turdus merula", "turdus-merula")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("wren_A/B\\C:*?\"<>|\n", "wren-a-b-c")]
    [InlineData("Ä", "unknown")]
    [InlineData("", "unknown")]
    public void Codes_become_safe(string code, string safe)
    {
        Assert.Equal(safe, ClipName.Safe(code));
        Assert.Equal(64, ClipName.Safe(new string('a', 500)).Length);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("20240504T043004Z_mic_wren_0.92.mp3")]
    [InlineData("20241304T043004Z_mic_wren_0.92.flac")]
    [InlineData(".20240504T043004Z_mic_wren_0.92.flac.part")]
    [InlineData("20240504T043004Z_mic_wren.flac")]
    public void What_is_not_ours_is_no_name(string file) => Assert.Null(ClipName.Parse(file));
}
