using AvianVox.Audio.Files;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Files;

/// <summary>Files broken on purpose: whatever libsndfile makes of them, the caller gets samples or an error that names the file.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_flac_file_cut_short_is_told_after_its_sound_part()
    {
        var bytes = File.ReadAllBytes(SharedData.Require("decoders/perch_clip.flac"));
        var path = _folder.File("cut.flac");
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        using var reader = AudioFile.Open(path);
        var block = new float[4_096];
        var frames = 0;

        var damaged = Assert.Throws<AudioException>(() =>
        {
            int read;
            while ((read = reader.Read(block)) > 0)
            {
                frames += read;
            }
        });

        Assert.StartsWith($"{path} is damaged", damaged.Message, StringComparison.Ordinal);
        Assert.InRange(frames, 160_000 / 4, 160_000 * 3 / 4);
    }

    [Theory]
    [InlineData("perch_clip.flac")]
    [InlineData("perch_clip.ogg")]
    [InlineData("perch_clip.opus")]
    [InlineData("perch_clip.mp3")]
    [InlineData("wav_fmt85_ch1_16000Hz_0bit.wav")]
    public void Any_damage_gives_samples_or_an_error_that_names_the_file(string name)
    {
        var sound = File.ReadAllBytes(SharedData.Require("decoders/" + name));
        var random = new Random(31);
        for (var round = 0; round < 25; round++)
        {
            var bytes = sound[..random.Next(0, sound.Length + 1)];
            for (var i = 0; i < round && bytes.Length > 0; i++)
            {
                // The headers are hit as often as all the rest.
                bytes[random.Next(i % 2 == 0 ? bytes.Length : Math.Min(bytes.Length, 200))] = (byte)random.Next(256);
            }

            var path = _folder.File($"{round}-{name}");
            File.WriteAllBytes(path, bytes);
            try
            {
                Assert.True(Array.TrueForAll(AudioFile.ReadMono(path).Samples, float.IsFinite), $"{name}, round {round}");
            }
            catch (AudioException refused)
            {
                Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void What_is_no_recording_is_refused()
    {
        AssertRefused("is empty: it has 0 bytes", []);
        AssertRefused("cannot be decoded", "Not a sound at all, just some words in a file."u8.ToArray());
        AssertRefused("cannot be decoded", [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * i))]);
        var missing = _folder.File("missing.wav");
        Assert.Equal($"{missing} does not exist.", Assert.Throws<AudioException>(() => AudioFile.Open(missing)).Message);
        Assert.Contains("is a folder", Assert.Throws<AudioException>(() => AudioFile.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("perch_clip.wav")]
    [InlineData("perch_clip.flac")]
    [InlineData("perch_clip.mp3")]
    public void Reading_takes_the_same_memory_however_long_the_recording(string name)
    {
        using var reader = AudioFile.Open(SharedData.Require("decoders/" + name));
        var block = new float[1_024];
        var frames = 0;
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                frames += reader.Read(block);
            }
        }));
        Assert.True(frames >= 40 * block.Length / reader.Channels, $"only {frames} frames");
    }

    private void AssertRefused(string fault, byte[] content)
    {
        var path = _folder.File("no-recording.wav");
        File.WriteAllBytes(path, content);
        var refused = Assert.Throws<AudioException>(() => AudioFile.Open(path));
        Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }
}
