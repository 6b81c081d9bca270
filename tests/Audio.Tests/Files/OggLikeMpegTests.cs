using AvianVox.Audio.Files;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Files;

public sealed class OggLikeMpegTests
{
    [Theory]
    [InlineData("esc10/008 - Chainsaw/4-149294-A.ogg")]
    [InlineData("esc10/002 - Rain/2-101676-A.ogg")]
    [InlineData("esc10/005 - Clock tick/2-141584-A.ogg")]
    public void An_Ogg_file_with_bytes_like_MPEG_headers_in_it_is_decoded_as_Ogg(string file)
    {
        var recording = AudioFile.ReadMono(SharedData.Require(file));
        Assert.Equal(44_100, recording.SampleRate);
        Assert.Equal(5.0, recording.Samples.Length / 44_100.0, 1);
    }
}
