using AvianVox.Audio.Files;
using AvianVox.TestSupport;

namespace AvianVox.Demo.Tests;

public class SoundscapeFileTests
{
    [Fact]
    public void The_file_holds_the_chorus()
    {
        using var folder = new TempFolder();
        var path = folder.File("chorus.wav");
        const int Count = (3 * DawnChorus.SampleRate) + 11;

        SoundscapeFile.Write(path, new DawnChorus(4), Count, TestContext.Current.CancellationToken);

        var read = AudioFile.ReadMono(path);
        var expected = new float[Count];
        new DawnChorus(4).Read(0, expected);
        Assert.Equal(DawnChorus.SampleRate, read.SampleRate);
        Assert.Equal(Count, read.Samples.Length);
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(expected[i], read.Samples[i], 1f / 32_768);
        }
    }
}
