using AvianVox.Audio;
using AvianVox.Audio.Files;
using AvianVox.TestSupport;
using AvianVox.Training.Sounds;

namespace AvianVox.Training.Tests.Sounds;

/// <summary>Recordings that are known again, and files that are no sound.</summary>
public sealed class SoundMeterTests : IDisposable
{
    private const int Rate = 22_050;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_sound_is_known_again_in_other_formats_encodings_and_loudness_and_no_other_is_taken_for_it()
    {
        var songs = Enumerable.Range(0, 8).Select(i => Song(i, 4 + (i % 3))).ToArray();
        for (var i = 0; i < songs.Length; i++)
        {
            var plain = Wav($"{i}.wav", songs[i]);
            Assert.Equal(plain.Sha256, Encoded($"{i}.flac", songs[i], SndFileEncoding.Flac).Sha256);
            var lossy = Encoded($"{i}.ogg", songs[i], SndFileEncoding.OggVorbis);
            Assert.NotEqual(plain.Sha256, lossy.Sha256);
            Assert.True(plain.IsSame(lossy), $"{i}: {plain.Print.Difference(lossy.Print):0.000}");
            Assert.True(plain.IsSame(Wav("soft.wav", [.. songs[i].Select(s => s * 0.3f)])));
            Assert.Equal(plain.Print.ToString(), SoundPrint.TryRead(plain.Print.ToString())?.ToString());
            for (var k = 0; k < i; k++)
            {
                var other = Identity(_temp.File($"{k}.wav"));
                Assert.False(plain.IsSame(other));
                Assert.True(plain.Print.Difference(other.Print) > 0.33, $"{i} and {k}: {plain.Print.Difference(other.Print):0.000}");
            }
        }
    }

    [Fact]
    public void Tones_and_silence_say_nothing_that_could_be_taken_for_another()
    {
        Assert.False(Wav("a.wav", Tone(500)).IsSame(Wav("b.wav", Tone(700))));
        Assert.False(Wav("c.wav", new float[Rate]).IsSame(Wav("d.wav", [0.1f, .. new float[Rate - 1]])));
        Assert.Null(SoundPrint.TryRead("0123"));
    }

    [Fact]
    public void Files_whose_numbers_are_not_what_they_say_are_refused_by_name()
    {
        foreach (var (name, value, says) in new[] { ("nan.wav", float.NaN, "no numbers"), ("huge.wav", 30_000f, "full scale is 1"), ("inf.wav", float.PositiveInfinity, "no numbers") })
        {
            Raw(_temp.File(name), value);
            var fault = Assert.Throws<AudioException>(() => Identity(_temp.File(name)));
            Assert.Contains(name, fault.Message, StringComparison.Ordinal);
            Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        }
    }

    private static float[] Tone(double hertz) =>
        [.. Enumerable.Range(0, Rate).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * hertz * i / Rate)))];

    /// <summary>Phrases of sweeping notes over a little noise.</summary>
    private static float[] Song(int seed, double seconds)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * Rate)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = 0.01f * ((2 * random.NextSingle()) - 1);
        }

        for (var at = 0; at < samples.Length;)
        {
            var (length, from, to) = (random.Next(Rate / 12, Rate / 3), random.Next(1_000, 6_000), random.Next(1_000, 6_000));
            var phase = 0.0;
            for (var i = 0; i < length && at + i < samples.Length; i++)
            {
                phase += 2 * Math.PI * (from + ((to - from) * (double)i / length)) / Rate;
                samples[at + i] += (float)(0.3 * Math.Sin(Math.PI * i / length) * Math.Sin(phase));
            }

            at += length + random.Next(Rate / 20, Rate / 4);
        }

        return samples;
    }

    private static void Raw(string path, float value)
    {
        using (var writer = new WavWriter(path, Rate, 1, isFloat: true))
        {
            writer.Write(new float[Rate]);
        }

        var bytes = File.ReadAllBytes(path);
        BitConverter.GetBytes(value).CopyTo(bytes, bytes.Length - 400);
        File.WriteAllBytes(path, bytes);
    }

    private static SoundIdentity Identity(string path)
    {
        using var meter = new SoundMeter();
        SoundBlocks.Read(path, (rate, _) => meter.Begin(rate), meter.Add, TestContext.Current.CancellationToken);
        return meter.Identity();
    }

    private SoundIdentity Wav(string name, float[] samples)
    {
        using (var writer = new WavWriter(_temp.File(name), Rate, 1, isFloat: false))
        {
            writer.Write(samples);
        }

        return Identity(_temp.File(name));
    }

    private SoundIdentity Encoded(string name, float[] samples, SndFileEncoding encoding)
    {
        // What is encoded is what the WAV file holds: whole steps of 16 bits.
        using (var writer = new SndFileWriter(_temp.File(name), encoding, Rate))
        {
            writer.Write(AudioFile.ReadMono(_temp.File(Path.ChangeExtension(name, ".wav"))).Samples);
            writer.Complete();
        }

        return Identity(_temp.File(name));
    }
}
