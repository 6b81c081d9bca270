using AvianVox.Audio;
using AvianVox.TestSupport;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Tests.Manifests;

/// <summary>What decoding a file tells.</summary>
public sealed class AudioCheckTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_same_sound_has_one_hash_in_other_encodings_and_channels()
    {
        var whole = Read(Tones.Write(_temp.File("a.wav")));
        var floats = Read(Tones.Write(_temp.File("b.wav"), isFloat: true));
        var stereo = Read(Tones.Write(_temp.File("c.wav"), channels: 2));
        Assert.Equal((0.5, Tones.SampleRate, 1), (whole.Seconds, whole.SampleRate, whole.Channels));
        Assert.Equal(whole.AudioSha256, floats.AudioSha256);
        Assert.Equal(whole.AudioSha256, stereo.AudioSha256);
        Assert.Equal(3, new[] { whole.Sha256, floats.Sha256, stereo.Sha256 }.Distinct().Count());
        Assert.NotEqual(whole.AudioSha256, Read(Tones.Write(_temp.File("d.wav"), frequency: 1_001)).AudioSha256);
        Assert.NotEqual(whole.AudioSha256, Read(Tones.Write(_temp.File("e.wav"), seconds: 0.6)).AudioSha256);
    }

    [Fact]
    public void What_is_no_sound_is_refused()
    {
        File.WriteAllText(_temp.File("page.mp3"), "<html>no</html>");
        Assert.Throws<AudioException>(() => Read(_temp.File("page.mp3")));
        Assert.Throws<AudioException>(() => Read(Tones.Write(_temp.File("none.wav"), seconds: 0)));
    }

    private static AudioFacts Read(string path) => AudioCheck.Read(path, TestContext.Current.CancellationToken);
}
