using AvianVox.Audio.Files;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.TestSupport;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Tests.Data;

public sealed class ClipLoaderTests
{
    private static readonly SoundClass Tit = new("Parus major", "Great Tit", LabelKind.Bird);

    [Fact]
    public void A_short_clip_is_repeated_until_a_window_is_full() =>
        Assert.Equal([1, 2, 3, 1, 2, 3, 1], ClipLoader.Loop([1, 2, 3], 7));

    [Fact]
    public void A_long_clip_stays_as_it_is()
    {
        float[] samples = [1, 2, 3];
        Assert.Same(samples, ClipLoader.Loop(samples, 3));
    }

    [Fact]
    public void One_corrupt_file_among_a_thousand_is_named_and_the_others_come_in_their_order()
    {
        using var folder = new TempFolder();
        Recording[] all =
        [
            .. Enumerable.Range(0, 1_000).Select(
                i => new Recording(Tones.Write(folder.File($"{i:000}.wav"), 0.02, 300 + i), "tones", $"{i}", SoundClass.Noise, "", "")),
        ];

        // Cut off within its header: it was whole once.
        File.WriteAllBytes(all[617].Path, File.ReadAllBytes(all[617].Path)[..30]);
        var warnings = new List<string>();
        var clips = ClipLoader.Load(
            all,
            new FeatureSpec { SampleRate = Tones.SampleRate, HighHz = Tones.SampleRate / 2, WindowFrames = 8 },
            warnings.Add,
            TestContext.Current.CancellationToken);
        Assert.Contains(all[617].Path, Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(all.Where(r => r != all[617]), clips.Select(c => c.Recording));
    }

    [Fact]
    public void Clips_come_at_the_front_ends_rate_and_a_damaged_one_is_left_out_with_a_warning()
    {
        using var folder = new TempFolder();
        var spec = new FeatureSpec();
        using (var writer = new WavWriter(folder.File("good.wav"), 44_100))
        {
            writer.Write(new float[44_100]);
        }

        File.WriteAllText(folder.File("bad.wav"), "RIFF and nothing behind it");
        var warnings = new List<string>();
        var clips = ClipLoader.Load(
            [.. new[] { "bad.wav", "good.wav" }.Select(f => new Recording(folder.File(f), "set", f, Tit, "", ""))], spec, warnings.Add, TestContext.Current.CancellationToken);
        var clip = Assert.Single(clips);
        Assert.Equal("good", clip.Recording.Id);
        Assert.InRange(clip.OwnSamples, spec.SampleRate - 1, spec.SampleRate + 1);
        Assert.Equal(spec.WindowSamples, clip.Samples.Length);
        Assert.Contains("bad.wav", Assert.Single(warnings), StringComparison.Ordinal);
    }
}
