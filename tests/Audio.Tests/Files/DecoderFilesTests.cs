using System.Globalization;
using System.Runtime.InteropServices;
using AvianVox.Audio.Files;
using AvianVox.Audio.Times;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Files;

/// <summary>Every odd format met in the field, from the reference data.</summary>
public class DecoderFilesTests
{
    /// <summary>Files that cannot be decoded whole, and what the error must say.</summary>
    private static readonly Dictionary<string, string> Bad = new()
    {
        ["oss_empty_2c.wav"] = "holds no samples",
        ["mp3/l3-compl-cut.mp3"] = "cannot be decoded",
        ["mp3/l3-nonstandard-id3v2-only.mp3"] = "cannot be decoded",
        ["mp3/l3-nonstandard-small.mp3"] = "cannot be decoded",
        ["mp3/l3-nonstandard-vbrtag-corrupted.mp3"] = "cannot be decoded",
        ["mp3/l3-nonstandard-compl-sideinfo-size.mp3"] = "is damaged",
    };

    [Fact]
    public void Every_good_file_decodes_to_its_stated_length()
    {
        foreach (var path in Files().Where(file => !Bad.ContainsKey(Name(file))))
        {
            using var reader = AudioFile.Open(path);
            var block = new float[reader.Channels * 1_000];
            long frames = 0, loud = 0;
            int read;
            while ((read = reader.Read(block)) > 0)
            {
                frames += read;
                foreach (var sample in block.AsSpan(0, read * reader.Channels))
                {
                    Assert.InRange(sample, -2f, 2f);
                    loud += sample != 0 ? 1 : 0;
                }
            }

            Assert.InRange(reader.SampleRate, 8_000, 500_000);
            Assert.True(frames > 0, $"{path}: no frames");
            Assert.True(loud > 0 || path.Contains("silence", StringComparison.Ordinal), $"{path}: silence only");
            if (reader.Frames is { } stated)
            {
                // A decoder may lack the first frames of an MP3 stream, which need bits of frames before them.
                Assert.InRange(frames, stated - (reader.Encoding == "MP3" ? 1_152 : 0), stated);
            }
        }
    }

    [Theory]
    [InlineData("esc10", "*.ogg", 400)]
    [InlineData("california", "*.mp3", 100)]
    [InlineData("british", "*.ogg", 236)]
    public void No_sound_recording_is_taken_for_a_damaged_one(string folder, string pattern, int count)
    {
        var paths = Directory.GetFiles(SharedData.Require(folder), pattern, SearchOption.AllDirectories);
        Assert.Equal(count, paths.Length);
        foreach (var path in paths)
        {
            // The begin tells: a container mistaken for another gives a wrong rate, a wrong length or no sound at all.
            using var reader = AudioFile.Open(path);
            var block = new float[reader.SampleRate * reader.Channels];
            Assert.True(reader.Read(block) == reader.SampleRate || reader.Frames < reader.SampleRate, path);
            Assert.InRange(reader.Frames!.Value / reader.SampleRate, 0, 80);
            Assert.Contains(reader.SampleRate, new[] { 22_050, 32_000, 44_100, 48_000 });
            Assert.Equal(pattern == "*.ogg" ? "Ogg Vorbis" : "MP3", reader.Encoding);
        }
    }

    [Fact]
    public void Every_bad_file_gives_an_error_that_names_it_and_its_fault()
    {
        foreach (var (name, fault) in Bad)
        {
            var path = SharedData.Require("decoders/" + name);

            var refused = Assert.Throws<AudioException>(() => AudioFile.ReadMono(path));

            Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Our_wav_reader_agrees_with_libsndfile_bit_for_bit()
    {
        var compared = 0;
        foreach (var path in Files().Where(file => !Bad.ContainsKey(Name(file))))
        {
            using var stream = File.OpenRead(path);
            if (WavScan.TryRead(stream, 0, path) is not { IsLinear: true } layout)
            {
                continue;
            }

            using var ours = AudioFile.Open(path);
            using var theirs = SndFileReader.Open(File.OpenRead(path), 0, layout, path);
            Assert.IsType<WavReader>(ours);
            Assert.Equal((theirs.SampleRate, theirs.Channels, theirs.Frames), (ours.SampleRate, ours.Channels, ours.Frames));
            var (a, b) = (new float[ours.Frames!.Value * ours.Channels], new float[ours.Frames.Value * ours.Channels]);
            Assert.Equal(ours.Frames, ours.Read(a));
            Assert.Equal(ours.Frames, theirs.Read(b));
            Assert.Equal(b, a);
            compared++;
        }

        Assert.True(compared >= 35, $"only {compared} files were compared");
    }

    [Theory]
    [InlineData("M2L3_bitrate_22_all")]
    [InlineData("l3-compl")]
    [InlineData("l3-he_44khz")]
    [InlineData("l3-he_free")]
    [InlineData("l3-hecommon")]
    [InlineData("l3-sin1k0db")]
    public void Mp3_streams_equal_their_reference(string name)
    {
        using var reader = AudioFile.Open(SharedData.Require($"decoders/mp3/{name}.mp3"));
        var reference = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(SharedData.Require($"decoders/mp3/{name}.pcm"))).ToArray();
        var samples = new List<float>();
        var block = new float[4_096 * reader.Channels];
        int read;
        while ((read = reader.Read(block)) > 0)
        {
            samples.AddRange(block[..(read * reader.Channels)]);
        }

        var (delay, error) = BestDelay([.. samples], reference, reader.Channels);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {samples.Count} against {reference.Length}, delay {delay}, error {error}"));
        // Rounding the reference to 16 bits alone makes 8.8e-6.
        Assert.InRange(error, 0, 1e-5);
        Assert.InRange(Math.Abs(samples.Count - reference.Length) / reader.Channels, 0, 2_304);
    }

    [Theory]
    [InlineData("audiomoth_guano.WAV", "2024-09-03T18:31:30Z")]
    [InlineData("oss_audiomoth_gps.wav", "2024-05-28T10:00:00Z")]
    [InlineData("oss_metadata.wav", "2020-04-04T10:25:00Z")]
    [InlineData("perch_clip.flac", null)]
    public void Headers_tell_when_it_was_recorded(string name, string? expected)
    {
        using var reader = AudioFile.Open(SharedData.Require("decoders/" + name));

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), RecordingStart.Choose(reader.Times, TimeZoneInfo.Utc).Time);
    }

    [Theory]
    [InlineData("perch_clip.flac", 0.0001)]
    [InlineData("perch_clip.ogg", 0.1)]
    [InlineData("perch_clip.mp3", 0.1)]
    public void Compressed_clips_sound_like_the_original(string name, double tolerance)
    {
        var original = AudioFile.ReadMono(SharedData.Require("decoders/perch_clip.wav"));
        var decoded = AudioFile.ReadMono(SharedData.Require("decoders/" + name));
        Assert.Equal(original.SampleRate, decoded.SampleRate);
        Assert.Equal(original.Samples.Length, decoded.Samples.Length);
        double energy = 0, difference = 0;
        for (var i = 0; i < original.Samples.Length; i++)
        {
            energy += original.Samples[i] * original.Samples[i];
            difference += Math.Pow(decoded.Samples[i] - original.Samples[i], 2);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {difference / energy}"));
        Assert.InRange(difference / energy, 0, tolerance);
    }

    /// <summary>The shift, in frames, at which the reference fits best, and the root of the mean squared error there.</summary>
    private static (int Delay, double Error) BestDelay(float[] samples, short[] reference, int channels)
    {
        var best = (Delay: 0, Error: double.MaxValue);
        // Decoders differ by whole granules at the begin.
        foreach (var delay in Enumerable.Range(-4, 9).Select(granules => granules * 576))
        {
            var probe = Error(samples, reference, delay * channels, 8_000);
            if (probe < best.Error)
            {
                best = (delay, probe);
            }
        }

        return (best.Delay, Error(samples, reference, best.Delay * channels, int.MaxValue));
    }

    private static double Error(float[] samples, short[] reference, int shift, int limit)
    {
        double sum = 0;
        var from = Math.Max(0, -shift);
        var to = (int)Math.Min(reference.Length, (long)samples.Length - shift);
        var step = Math.Max(1, (to - from) / limit);
        var count = 0;
        for (var i = from; i < to; i += step)
        {
            // The reference is clipped to 16 bits.
            sum += Math.Pow(Math.Clamp(samples[i + shift], -1, 32_767 / 32_768f) - (reference[i] / 32_768.0), 2);
            count++;
        }

        return Math.Sqrt(sum / Math.Max(1, count));
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(SharedData.Require("decoders"), "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".pcm", StringComparison.Ordinal)).Order();

    private static string Name(string path) => Path.GetRelativePath(SharedData.Require("decoders"), path);
}
