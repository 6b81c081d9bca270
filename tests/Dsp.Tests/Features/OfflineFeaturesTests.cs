using AvianVox.Dsp.Features;

namespace AvianVox.Dsp.Tests.Features;

public class OfflineFeaturesTests
{
    [Theory]
    [InlineData(EdgePadding.None, 0, 0)]
    [InlineData(EdgePadding.None, 2_047, 0)]
    [InlineData(EdgePadding.None, 2_048, 1)]
    [InlineData(EdgePadding.None, 2_560, 2)]
    [InlineData(EdgePadding.Zero, 0, 0)]
    [InlineData(EdgePadding.Zero, 1, 1)]
    [InlineData(EdgePadding.Reflect, 511, 1)]
    [InlineData(EdgePadding.Reflect, 512, 2)]
    public void Frames_are_counted_as_librosa_counts_them(EdgePadding edges, int samples, int frames)
    {
        var offline = new OfflineFeatures(new FeatureSpec { OfflineEdges = edges });
        Assert.Equal(frames, offline.FrameCount(samples));
        Assert.Equal(frames, offline.Extract(new float[samples]).Frames);
        Assert.Equal(edges == EdgePadding.None ? 512 : 512 - 1_024, offline.FrameStart(1));
    }

    [Fact]
    public void Reflection_is_that_of_the_signal_mirrored_by_hand_even_when_it_is_shorter_than_a_frame()
    {
        // 0 1 2 3 4 mirrored: ... 2 1 | 0 1 2 3 4 | 3 2 1 0 1 2 ...
        float[] samples = [0, 0.1f, 0.2f, 0.3f, 0.4f];
        var spec = new FeatureSpec { FftSize = 64, Hop = 16, OfflineEdges = EdgePadding.Reflect };
        var mirrored = Enumerable.Range(-32, 64).Select(i => ((i % 8) + 8) % 8).Select(i => samples[Math.Min(i, 8 - i)]).ToArray();
        var byHand = new OfflineFeatures(spec with { OfflineEdges = EdgePadding.None }).StftPower(mirrored);
        Assert.Equal(byHand.Values, new OfflineFeatures(spec).StftPower(samples).Values);
        Assert.Equal(1, new OfflineFeatures(spec).StftPower([0.5f]).Columns);
    }

    [Fact]
    public void Silence_gives_the_floor_and_no_infinities()
    {
        var zeroKept = new OfflineFeatures(new FeatureSpec()).Extract(new float[4_096]);
        Assert.All(zeroKept.LogMel.Values, value => Assert.Equal(0, value));
        Assert.All(zeroKept.Decibels.Values, value => Assert.Equal(-100, value));
        var floored = new OfflineFeatures(new FeatureSpec { Log = LogRule.NaturalFloored, LogFloor = 1e-7 }).Extract(new float[4_096]);
        Assert.All(floored.LogMel.Values, value => Assert.Equal(Math.Log(1e-7), value, 1e-5));
    }

    [Fact]
    public void Single_precision_is_within_a_thousandth_of_a_decibel_of_double()
    {
        // The offset keeps the silences from being exact zeros.
        var samples = TestSignal.Wandering(60_000, 33).Select(value => value + 1e-3f).ToArray();
        var spec = new FeatureSpec { OfflineClamp = DecibelClamp.None };
        var (single, precise) = (new OfflineFeatures(spec).Extract(samples), new OfflineFeatures(spec, precise: true).Extract(samples));
        for (var frame = 0; frame < single.Frames; frame++)
        {
            // Silent frames hold rounding alone.
            var loud = Enumerable.Range(0, 128).Max(band => precise.Decibels[band, frame]);
            for (var band = 0; band < 128; band++)
            {
                if (precise.Decibels[band, frame] > loud - 80)
                {
                    Assert.Equal(precise.Decibels[band, frame], single.Decibels[band, frame], 1e-3f);
                }
            }
        }
    }

    [Fact]
    public void Layouts_differ_only_in_where_mfcc_go()
    {
        var samples = TestSignal.Wandering(30_000, 8);
        var spec = new FeatureSpec { OfflineClamp = DecibelClamp.File, MelMean = -7, MelDeviation = 3, MfccMean = -19, MfccDeviation = 86 };
        var mel = new OfflineFeatures(spec with { Layout = MfccLayout.None }).Extract(samples).Scaled();
        var over = new OfflineFeatures(spec with { Layout = MfccLayout.Overwrite }).Extract(samples).Scaled();
        var joined = new OfflineFeatures(spec with { Layout = MfccLayout.Concatenate }).Extract(samples).Scaled();
        Assert.Equal((128, 128, 148), (mel.Rows, over.Rows, joined.Rows));
        for (var row = 0; row < 148; row++)
        {
            Assert.Equal(row < 128 ? mel.Row(row) : over.Row(row - 128), joined.Row(row));
            if (row is >= 20 and < 128)
            {
                Assert.Equal(mel.Row(row), over.Row(row));
            }
        }

        Assert.Throws<InvalidOperationException>(() => new OfflineFeatures(new FeatureSpec()).Extract(samples).Scaled());
    }
}
