using AvianVox.Audio.Files;
using AvianVox.Audio.Native;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Files;

public sealed class SndFileWriterTests : IDisposable
{
    private const int Rate = 48_000;
    private readonly TempFolder _folder = new();

    private static AudioTags Tags { get; } = new()
    {
        Title = "Zaunkönig (Troglodytes troglodytes) 0.91",
        Artist = "Reed bed",
        Date = "2024-05-04T04:30:04.000Z",
        Software = "AvianVox 1",
        Comment = "id=1; place=52.5,13.4",
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Flac_keeps_sixteen_bits_exactly()
    {
        var path = _folder.File("a.flac");
        var samples = Samples(100_001);
        Write(path, SndFileEncoding.Flac, samples);
        using var reader = AudioFile.Open(path);
        Assert.Equal(("FLAC", Rate, 1), (reader.Encoding, reader.SampleRate, reader.Channels));
        Assert.Equal(samples, AudioFile.ReadMono(path).Samples);
    }

    [Fact]
    public void Vorbis_keeps_length_and_sound()
    {
        var path = _folder.File("a.ogg");
        var samples = new float[3 * Rate];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = 0.5f * MathF.Sin(2 * MathF.PI * 2_000 * i / Rate);
        }

        Write(path, SndFileEncoding.OggVorbis, samples);
        var read = AudioFile.ReadMono(path).Samples;
        Assert.Equal(samples.Length, read.Length);
        var error = Math.Sqrt(samples.Zip(read, (a, b) => (double)(a - b) * (a - b)).Average());
        Assert.InRange(error, 0, 0.02);
        Assert.InRange(new FileInfo(path).Length, 1_000, samples.Length / 2);
    }

    [Theory]
    [InlineData(SndFileEncoding.Flac)]
    [InlineData(SndFileEncoding.OggVorbis)]
    public void Tags_are_read_back(SndFileEncoding encoding)
    {
        var path = _folder.File("tagged");
        Write(path, encoding, Samples(5_000), Tags);
        Assert.Equal(Tags.Title, Text(path, SndFile.TitleString));
        Assert.Equal(Tags.Artist, Text(path, SndFile.ArtistString));
        Assert.Equal(Tags.Date, Text(path, SndFile.DateString));
        Assert.Equal(Tags.Comment, Text(path, SndFile.CommentString));
        Assert.StartsWith(Tags.Software!, Text(path, SndFile.SoftwareString), StringComparison.Ordinal);
    }

    [Fact]
    public void Wav_carries_the_same_tags_behind_its_samples()
    {
        var path = _folder.File("a.wav");
        var samples = Samples(4_321);
        using (var writer = new WavWriter(path, Rate, tags: Tags))
        {
            writer.Write(samples);
            writer.Complete();
        }

        Assert.Equal(samples, AudioFile.ReadMono(path).Samples);
        Assert.Equal(new FileInfo(path).Length - 8, BitConverter.ToUInt32(File.ReadAllBytes(path), 4));
        // An independent reader agrees.
        Assert.Equal(Tags.Title, Text(path, SndFile.TitleString));
        Assert.Equal(Tags.Comment, Text(path, SndFile.CommentString));
    }

    [Fact]
    public void A_file_that_was_not_completed_can_be_thrown_away()
    {
        var path = _folder.File("a.flac");
        using (var writer = new SndFileWriter(path, SndFileEncoding.Flac, Rate))
        {
            writer.Write(Samples(10_000));
        }

        File.Delete(path);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        var fault = Assert.Throws<AudioException>(() => new SndFileWriter(_folder.File("none/a.flac"), SndFileEncoding.Flac, Rate));
        Assert.Contains("a.flac cannot be written", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loud_samples_are_clipped_and_do_not_wrap()
    {
        var path = _folder.File("loud.flac");
        Write(path, SndFileEncoding.Flac, [1.5f, -1.5f, 1f, -1f]);
        Assert.Equal([32_767 / 32_768f, -1f, 32_767 / 32_768f, -1f], AudioFile.ReadMono(path).Samples);
    }

    private static float[] Samples(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => Pcm16.ToFloat((short)random.Next(short.MinValue, short.MaxValue + 1)))];
    }

    private static void Write(string path, SndFileEncoding encoding, float[] samples, AudioTags? tags = null)
    {
        using var writer = new SndFileWriter(path, encoding, Rate, tags: tags);
        writer.Write(samples);
        writer.Complete();
    }

    private static string? Text(string path, int kind)
    {
        using var stream = File.OpenRead(path);
        using var input = new SndFileInput(stream, 0, stream.Length, stream.Length);
        var file = input.Open(out _);
        Assert.NotEqual(0, file);
        try
        {
            return SndFile.Text(file, kind);
        }
        finally
        {
            _ = SndFile.Close(file);
        }
    }
}
