using AvianVox.Audio.Files;
using AvianVox.Dsp.Features;
using AvianVox.Training.Splits;
using AvianVox.Training.Store;
using AvianVox.Training.Study;
using AvianVox.Training.Tests.Store;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Tests.Study;

public sealed class StudyWindowsTests : IDisposable
{
    private const int Frames = 32;

    private static readonly FeatureSpec Spec = StoreBench.Spec with
    {
        MelMean = -7.4,
        MelDeviation = 3.8,
        MfccMean = -19,
        MfccDeviation = 86,
    };

    private readonly StoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Offsets as numpy_rng_oracles.json has them: seed 2 and 16 spare frames, seed 4 and 10 or 3 missing ones.</summary>
    [Fact]
    public void Crops_begin_where_NumPy_draws_them()
    {
        using var set = Store(Frames + 16, Frames, Frames - 3);
        var batch = Fixed(set, seed: 2, ShortClips.Mean).Epoch(0).Single();
        Assert.Equal(Crop(set, 0, 6), Window(batch.Windows, 0));
        Assert.Equal(Crop(set, 1, 0), Window(batch.Windows, 1));
        Assert.Equal(Padded(set, 2, 2), Window(batch.Windows, 2));

        using var single = Store(Frames - 10);
        Assert.Equal(Padded(single, 0, 9), Fixed(single, seed: 4, ShortClips.Mean).Epoch(0).Single().Windows);
    }

    [Theory]
    [InlineData(MfccLayout.Overwrite)]
    [InlineData(MfccLayout.Concatenate)]
    [InlineData(MfccLayout.None)]
    public void A_window_has_the_bits_of_the_front_ends_own(MfccLayout layout)
    {
        var spec = Spec with { Layout = layout };
        using var set = _bench.Open([_bench.Noise("a.wav", Frames + 16)], spec);
        var drawn = new StudyWindows(set.Recordings, [0], spec, new StudyOrder { Seed = 2, Shuffle = false }).Epoch(0).Single().Windows;
        var scaled = new OfflineFeatures(spec).Extract(AudioFile.ReadMono(set.Recordings[0].Recording.Path).Samples).Scaled();
        Assert.Equal(Enumerable.Range(0, spec.Rows).SelectMany(row => scaled.Row(row).Slice(6, Frames).ToArray()), drawn);
    }

    [Fact]
    public void A_short_clip_is_looped_by_default_and_holds_no_gap()
    {
        using var set = Store(7);
        var window = Fixed(set, seed: 4, new StudyOrder().ShortClips).Epoch(0).Single().Windows;
        var first = (int)new NumpyRandom(4).Uniform(0, 7);
        for (var row = 0; row < Spec.Rows; row++)
        {
            for (var column = 0; column < Frames; column++)
            {
                Assert.Equal(Scaled(set, 0, row, (first + column) % 7), window[(row * Frames) + column]);
            }
        }
    }

    [Fact]
    public void Order_and_crops_change_with_the_epoch_as_the_published_code_lets_them()
    {
        using var set = Store([.. Enumerable.Range(0, 10).Select(i => Frames + 20 + i)]);
        var windows = new StudyWindows(set.Recordings, [.. Enumerable.Range(0, 10)], Spec, new StudyOrder { Batch = 4 });
        Assert.Equal((10, 3, Spec.WindowValues), (windows.Count, windows.Batches, windows.Values));

        // numpy_rng_oracles.json: seed37_shuffle_arange10.
        Assert.Equal([4, 9, 0, 1, 7, 8, 3, 2, 6, 5], windows.Epoch(0).SelectMany(Labels));
        foreach (var epoch in (int[])[3, 0, 1])
        {
            var order = Enumerable.Range(0, 10).ToArray();
            new NumpyRandom(37 + (uint)epoch).Shuffle<int>(order);
            var batches = windows.Epoch(epoch).ToList();
            Assert.Equal([4, 4, 2], batches.Select(b => b.Count));
            Assert.Equal(order, batches.SelectMany(Labels));
            foreach (var (at, recording) in order.Index())
            {
                // Seeds start anew with each batch, one behind the seed of the order.
                var start = (int)new NumpyRandom(38 + (uint)epoch + (uint)(at % 4)).Uniform(0, 20 + recording);
                Assert.Equal(Crop(set, recording, start), Window(batches[at / 4].Windows, at % 4));
            }
        }
    }

    [Fact]
    public void Validation_sees_the_same_windows_each_time()
    {
        using var set = Store(Frames + 30, Frames + 40, 9);
        var windows = Fixed(set, seed: 37, ShortClips.Loop);
        var first = windows.Epoch(0).Single();
        Assert.Equal([0, 1, 2], Labels(first));
        Assert.Equal(first.Windows, windows.Epoch(5).Single().Windows);
    }

    [Fact]
    public async Task Batches_filled_on_many_threads_are_those_of_one()
    {
        using var set = Store([.. Enumerable.Range(0, 23).Select(i => 10 + (3 * i))]);
        var windows = new StudyWindows(set.Recordings, [.. Enumerable.Range(0, 23)], Spec, new StudyOrder { Batch = 4 });
        var expected = Enumerable.Range(0, 6).Select(e => windows.Epoch(e).SelectMany(b => b.Windows).ToArray()).ToList();
        var drawn = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(e => Task.Run(() => windows.Epoch(e).SelectMany(b => b.Windows).ToArray(), TestContext.Current.CancellationToken)));
        Assert.Equal(expected, drawn);
    }

    [Fact]
    public void Labels_that_do_not_fit_and_batches_that_are_not_there_are_refused()
    {
        using var set = Store(Frames);
        Assert.Throws<ArgumentException>(() => new StudyWindows(set.Recordings, [0, 1], Spec, new StudyOrder()));
        Assert.Throws<ArgumentException>(() => new StudyWindows([], [], Spec, new StudyOrder()));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Fixed(set, 37, ShortClips.Loop).Fill(0, 1, new float[Spec.WindowValues], new long[1]));
    }

    private static StudyWindows Fixed(FeatureSet set, uint seed, ShortClips shortClips) => new(
        set.Recordings, [.. Enumerable.Range(0, set.Recordings.Count)], Spec, new StudyOrder { Seed = seed, Shuffle = false, ShortClips = shortClips });

    private static float Scaled(FeatureSet set, int recording, int row, int frame)
    {
        var isMfcc = row < Spec.MfccCount;
        var value = set.Recordings[recording].Entry.Row(isMfcc ? Spec.MelBands + row : row)[frame];
        return isMfcc
            ? (value - (float)Spec.MfccMean) * (float)(1 / Spec.MfccDeviation)
            : (value - (float)Spec.MelMean) * (float)(1 / Spec.MelDeviation);
    }

    private static float[] Crop(FeatureSet set, int recording, int start) =>
        [
            .. Enumerable.Range(0, Spec.Rows).SelectMany(
                row => Enumerable.Range(start, Frames).Select(frame => Scaled(set, recording, row, frame))),
        ];

    private static float[] Padded(FeatureSet set, int recording, int left)
    {
        var window = new float[Spec.WindowValues];
        for (var row = 0; row < Spec.Rows; row++)
        {
            for (var frame = 0; frame < set.Recordings[recording].Frames; frame++)
            {
                window[(row * Frames) + left + frame] = Scaled(set, recording, row, frame);
            }
        }

        return window;
    }

    private static float[] Window(float[] windows, int at) => windows.AsSpan(at * Spec.WindowValues, Spec.WindowValues).ToArray();

    private FeatureSet Store(params int[] frames) => _bench.Open([.. frames.Index().Select(f => _bench.Noise($"{f.Index}.wav", f.Item))]);

    private static IEnumerable<int> Labels(WindowBatch batch) =>
        Enumerable.Range(0, batch.Count).Select(i => Array.IndexOf(batch.Target(i).ToArray(), 1f));
}
