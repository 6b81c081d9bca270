using System.Globalization;
using AvianVox.Audio.Files;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Files;

/// <summary>
/// Sound files damaged by chance: each gives samples or an error that names it, in bounded time and memory. AVIANVOX_MUTATIONS sets how many;
/// the long form is 10,000.
/// </summary>
public sealed class MutatedFilesTests : IDisposable
{
    private const int Few = 160;
    private const int Rate = 16_000;

    /// <summary>Longest that one file of a few kilobytes may take: a machine that does other things too is slow, one that hangs is slower.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_mutated_file_gives_samples_or_an_error_that_names_it()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("AVIANVOX_MUTATIONS"), CultureInfo.InvariantCulture, out var many) ? many : Few;
        var originals = Originals();
        var mutator = new Mutator(20_240_512);
        int heard = 0, refused = 0;
        var path = _folder.File("mutated");
        for (var round = 0; round < count; round++)
        {
            var (name, bytes) = originals[round % originals.Count];
            File.WriteAllBytes(path, mutator.Damage(bytes, 200));
            try
            {
                await Task.Run(() => Hear(path), TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);
                heard++;
            }
            catch (AudioException fault)
            {
                Assert.True(fault.Message.Contains(path, StringComparison.Ordinal), $"{name}, round {round}: {fault.Message}");
                refused++;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                File.Copy(path, Path.Combine(Path.GetTempPath(), $"mutated-{round}-{name}"), overwrite: true);
                Assert.Fail($"{name}, round {round}: {fault}");
            }
        }

        var peak = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) : "";
        TestContext.Current.TestOutputHelper?.WriteLine($"{heard} heard, {refused} refused; {peak}");
        Assert.True(heard > count / 20 && refused > count / 20, $"{heard} heard, {refused} refused: this test tested little");
    }

    private static void Hear(string path)
    {
        using var reader = AudioFile.Open(path);
        Assert.InRange(reader.SampleRate, 1_000, 500_000);
        var block = new float[1 << 14];
        // What a damaged header promises may be hours of silence: a minute of it is enough to see that it comes.
        for (long frames = 0, read; frames < 60L * reader.SampleRate && (read = reader.Read(block)) > 0; frames += read)
        {
            Assert.False(block.AsSpan(0, (int)read * reader.Channels).ContainsAnyExceptInRange(float.MinValue, float.MaxValue));
        }
    }

    private List<(string Name, byte[] Bytes)> Originals()
    {
        float[] sound = [.. Enumerable.Range(0, Rate).Select(i => 0.3f * MathF.Sin(i * 0.2f) * MathF.Sin(i * 0.001f))];
        var tags = new AudioTags { Title = "A song", Date = "2024-05-12T05:30:00+01:00", Comment = "Recorded at 10:25:00 04/04/2020 (UTC) by AudioMoth" };
        var originals = new List<(string, byte[])>();
        void Add(string name, Func<string, IAudioWriter> create)
        {
            var path = _folder.File(name);
            using (var writer = create(path))
            {
                writer.Write(sound);
                writer.Complete();
            }

            originals.Add((name, File.ReadAllBytes(path)));
        }

        Add("a.wav", path => new WavWriter(path, Rate, tags: tags));
        Add("b.wav", path => new WavWriter(path, Rate, channels: 2, isFloat: true, tags));
        Add("a.flac", path => new SndFileWriter(path, SndFileEncoding.Flac, Rate, tags: tags));
        Add("a.ogg", path => new SndFileWriter(path, SndFileEncoding.OggVorbis, Rate, tags: tags));
        originals.Add(("mu.wav", new WavBytes("RF64").Chunk("ds64", new byte[28]).Format(7, 1, 8_000, 8).Chunk("data", originals[0].Item2[..4_000]).ToArray()));
        foreach (var name in new[] { "perch_clip.mp3", "perch_clip.opus" })
        {
            var path = Path.Combine(SharedData.Root, "decoders", name);
            if (File.Exists(path))
            {
                originals.Add((name, File.ReadAllBytes(path)[..20_000]));
            }
        }

        return originals;
    }
}
