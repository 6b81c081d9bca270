using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;
using AvianVox.Training.Torch;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.Windows;

[Collection(nameof(TorchSeed))]
public sealed class SoundWindowsTests
{
    private static readonly FeatureSpec Spec = new()
    {
        MelBands = 16,
        MfccCount = 4,
        WindowFrames = 16,
        FftSize = 512,
        Hop = 256,
        Log = LogRule.NaturalFloored,
        Layout = MfccLayout.None,
    };

    [Fact]
    public void An_epoch_depends_on_its_number_alone()
    {
        var (first, second) = (
            Source(new SoundWindowOptions { WindowsPerEpoch = 32, MixShare = 0.5, Masking = 0.2 }),
            Source(new SoundWindowOptions { WindowsPerEpoch = 32, MixShare = 0.5, Masking = 0.2 }));
        _ = first.Epoch(0).Count();
        _ = first.Epoch(1).Count();
        var (late, alone) = (first.Epoch(2).ToList(), second.Epoch(2).ToList());
        Assert.Equal(4, late.Count);
        Assert.Equal(late.SelectMany(b => b.Windows), alone.SelectMany(b => b.Windows));
        Assert.Equal(late.SelectMany(b => b.Targets), alone.SelectMany(b => b.Targets));
        Assert.NotEqual(late[0].Windows, first.Epoch(3).First().Windows);
    }

    [Fact]
    public void Windows_are_the_same_on_any_number_of_threads()
    {
        var options = new SoundWindowOptions
        {
            WindowsPerEpoch = 32,
            MixShare = 0.5,
            Masking = 0.2,
            NoiseShare = 0.5,
            SyntheticNoiseShare = 0.5,
            SpeedRange = 1.2,
            BandShift = 2,
            FilterRange = 6,
        };
        TorchRuntime.Start(1);
        var alone = Source(options).Epoch(0).SelectMany(b => b.Windows).ToList();
        TorchRuntime.Start(4);
        Assert.Equal(alone, Source(options).Epoch(0).SelectMany(b => b.Windows));
    }

    [Fact]
    public void Targets_share_out_one_and_mixes_name_two_classes()
    {
        var targets = Source(new SoundWindowOptions { WindowsPerEpoch = 256, MixShare = 0.5 })
            .Epoch(0)
            .SelectMany(b => Enumerable.Range(0, b.Count).Select(i => b.Target(i).ToArray()))
            .ToList();
        Assert.All(targets, t => Assert.Equal(1, t.Sum(), 1e-5f));
        Assert.InRange(targets.Count(t => t.Count(v => v > 0) == 2), 40, 160);
    }

    [Fact]
    public void Classes_come_up_by_their_weights()
    {
        var options = new SoundWindowOptions { WindowsPerEpoch = 8 * 5 * 8, Weights = new Dictionary<string, double> { ["noise"] = 3 } };
        var counts = new int[3];
        foreach (var batch in Source(options).Epoch(0))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                counts[Array.IndexOf(batch.Target(i).ToArray(), 1)]++;
            }
        }

        // Decks hold 8 cards of each bird and 24 of noise; this epoch is eight decks.
        Assert.Equal([64, 64, 192], counts);
    }

    [Fact]
    public void A_mask_blanks_no_more_than_it_may()
    {
        var plain = Source(new SoundWindowOptions { WindowsPerEpoch = 8, NoiseShare = 0 }).Epoch(0).First();
        var masked = Source(new SoundWindowOptions { WindowsPerEpoch = 8, NoiseShare = 0, Masking = 0.25 }).Epoch(0).First();
        // The first window is drawn before the first mask, so both have the same one below it.
        var mean = plain.Window(0).ToArray().Average();
        var blank = masked.Window(0).ToArray().Zip(plain.Window(0).ToArray()).Where(v => v.First != v.Second).ToList();
        Assert.All(blank, v => Assert.Equal(mean, v.First, 1e-3f));
        Assert.True(blank.Count <= plain.Window(0).Length * 0.75, $"{blank.Count} values are blank");
    }

    [Fact]
    public void Speed_varies_windows()
    {
        var plain = Source(new SoundWindowOptions { WindowsPerEpoch = 32, NoiseShare = 0 }).Epoch(0).ToList();
        var varied = Source(new SoundWindowOptions { WindowsPerEpoch = 32, NoiseShare = 0, SpeedRange = 4 }).Epoch(0).ToList();
        Assert.Equal(plain.Count, varied.Count);
        Assert.All(plain.Zip(varied), b => Assert.NotEqual(b.First.Windows, b.Second.Windows));
    }

    [Fact]
    public void A_filter_raises_or_lowers_each_band_by_no_more_than_it_may()
    {
        const double range = 12;
        var plain = Source(new SoundWindowOptions { WindowsPerEpoch = 8, NoiseShare = 0 }).Epoch(0).First();
        var filtered = Source(new SoundWindowOptions { WindowsPerEpoch = 8, NoiseShare = 0, FilterRange = range }).Epoch(0).First();
        // The first window is drawn before the first filter, so both are of the same sound.
        var decibels = filtered.Window(0)
            .ToArray()
            .Zip(plain.Window(0).ToArray())
            .Select(v => (v.First - v.Second) * Spec.MelDeviation * 10 / Math.Log(10))
            .Chunk(Spec.WindowFrames)
            .ToList();
        Assert.All(decibels, row => Assert.InRange(row.Max() - row.Min(), 0, 1e-3));
        Assert.All(decibels, row => Assert.InRange(row[0], -range, range));
        // Straight lines between at most six places: what 16 bands differ by bends at four at most.
        var steps = decibels.Zip(decibels.Skip(1)).Select(d => d.Second[0] - d.First[0]).ToList();
        Assert.True(steps.Exists(s => Math.Abs(s) > 0.1), "no band was filtered");
        Assert.InRange(steps.Zip(steps.Skip(1)).Count(s => Math.Abs(s.Second - s.First) > 1e-3), 0, 8);
    }

    [Fact]
    public void A_recording_too_short_for_a_speed_is_played_as_fast_as_it_lasts()
    {
        for (var more = 0; more < 100; more++)
        {
            var source = Source(new SoundWindowOptions { WindowsPerEpoch = 8, NoiseShare = 0, SpeedRange = 4 }, Spec.WindowSamples + more);
            Assert.All(source.Epoch(more).SelectMany(b => b.Windows), v => Assert.True(float.IsFinite(v)));
        }
    }

    [Fact]
    public void A_label_without_recordings_is_told()
    {
        var label = new Label(0, "Absens absens", "Absent Bird", "absent-bird", LabelKind.Bird);
        var fault = Assert.Throws<WorkshopException>(() => new SoundWindows([], [label], Spec, new SoundWindowOptions(), 8, 1));
        Assert.Contains("Absent Bird", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Digital_silence_at_the_ends_is_cut_and_the_sound_looped()
    {
        var samples = new float[4 * Spec.WindowSamples];
        var random = new Random(1);
        for (var i = 1_000; i < 1_000 + (Spec.WindowSamples / 2); i++)
        {
            samples[i] = (float)(0.1 + (0.1 * random.NextDouble()));
        }

        var trimmed = DigitalSilence.Trim(new Clip(Bird("a"), samples, samples.Length), Spec);
        Assert.Equal(Spec.WindowSamples / 2, trimmed.OwnSamples);
        Assert.Equal(Spec.WindowSamples, trimmed.Samples.Length);
        Assert.Equal(samples[1_000], trimmed.Samples[0]);
        Assert.Equal(samples[1_000], trimmed.Samples[Spec.WindowSamples / 2]);
    }

    [Fact]
    public void Pauses_are_cut_and_the_time_around_each_call_stays()
    {
        var samples = new float[20 * Spec.SampleRate];
        var random = new Random(2);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)((random.NextDouble() - 0.5) * (i / Spec.SampleRate is 5 or 12 ? 0.4 : 0.004));
        }

        var kept = VocalActivity.Keep(new Clip(Bird("a"), samples, samples.Length), Spec, 0.5);
        // Two calls of a second, each with half a second on both sides, give or take the blocks they are cut by.
        Assert.InRange(kept.Samples.Length / (double)Spec.SampleRate, 3.9, 4.3);
    }

    private static Recording Bird(string name) => new($"/{name}.wav", "set", name, new SoundClass(name, name, LabelKind.Bird), "", "");

    private static SoundWindows Source(SoundWindowOptions options, int? samples = null)
    {
        var random = new Random(7);
        var length = samples ?? (3 * Spec.WindowSamples);
        Clip Make(SoundClass sound) => new(
            new Recording($"/{sound.CommonName}.wav", "set", sound.CommonName, sound, "", ""),
            [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))],
            length);
        Clip[] clips =
        [
            Make(new SoundClass("A", "A", LabelKind.Bird)), Make(new SoundClass("B", "B", LabelKind.Bird)), Make(SoundClass.Noise),
        ];
        return new SoundWindows(clips, LabelList.Of(clips.Select(c => c.Recording)), Spec, options, 8, 11);
    }
}
