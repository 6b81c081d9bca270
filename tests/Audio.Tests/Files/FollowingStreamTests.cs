using AvianVox.Audio.Files;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Files;

/// <summary>FLAC and Ogg files in which streams stand behind one another: libsndfile stops after the first.</summary>
public sealed class FollowingStreamTests : IDisposable
{
    private const int Rate = 16_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SndFileEncoding.Flac)]
    [InlineData(SndFileEncoding.OggVorbis)]
    public void All_of_them_are_heard_and_told(SndFileEncoding encoding)
    {
        byte[] chained = [.. Write(encoding, 440, 2), .. Write(encoding, 880, 3), .. Write(encoding, 660, 1)];
        var (frames, notes) = Read(chained);
        Assert.Equal(6 * Rate, frames);
        Assert.Contains(notes, note => note.StartsWith("3 recordings stand in it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SndFileEncoding.Flac)]
    [InlineData(SndFileEncoding.OggVorbis)]
    public void Long_streams_are_found_behind_one_another_too(SndFileEncoding encoding)
    {
        var one = Write(encoding, 440, 120);
        var (frames, notes) = Read([.. one, .. one]);
        Assert.Equal(["2 recordings stand in it behind one another, and all are heard"], notes);
        Assert.Equal(240 * Rate, frames);
    }

    [Theory]
    [InlineData(SndFileEncoding.Flac)]
    [InlineData(SndFileEncoding.OggVorbis)]
    public void Of_another_rate_it_is_told_and_not_heard(SndFileEncoding encoding)
    {
        var (frames, notes) = Read([.. Write(encoding, 440, 2), .. Write(encoding, 440, 2, 2 * Rate)]);
        Assert.Equal(2 * Rate, frames);
        Assert.Contains(notes, note => note.Contains("32,000 Hz, which is not heard", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_stream_behind_it_is_left_alone()
    {
        var (frames, notes) = Read([.. Write(SndFileEncoding.OggVorbis, 440, 2), .. "OggS, it says, and fLaC, but these are words"u8]);
        Assert.Equal(2 * Rate, frames);
        Assert.Empty(notes);
    }

    private (int Frames, IReadOnlyList<string> Notes) Read(byte[] bytes)
    {
        var path = _folder.File("chained");
        File.WriteAllBytes(path, bytes);
        using var reader = AudioFile.Open(path);
        var block = new float[4_096];
        var frames = 0;
        for (int read; (read = reader.Read(block)) > 0; frames += read)
        {
        }

        return (frames, reader.Notes);
    }

    private byte[] Write(SndFileEncoding encoding, double pitch, int seconds, int rate = Rate)
    {
        var path = _folder.File("one");
        using (var writer = new SndFileWriter(path, encoding, rate))
        {
            writer.Write([.. Enumerable.Range(0, seconds * rate).Select(i => 0.3f * MathF.Sin((float)(2 * Math.PI * pitch * i / rate)))]);
            writer.Complete();
        }

        return File.ReadAllBytes(path);
    }
}
