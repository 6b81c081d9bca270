using AvianVox.Dsp.Features;
using AvianVox.Dsp.Tests.Windows;
using CsCheck;

namespace AvianVox.Dsp.Tests.Features;

public class StreamedEqualsOfflineTests
{
    private static readonly Gen<FeatureSpec> Specs = Gen.Select(
        Gen.OneOf(64, 256, 1_024),
        Gen.Int[1, 64],
        Gen.Int[1, 40],
        Gen.Int[0, 13],
        Gen.OneOf(DecibelClamp.None, DecibelClamp.Window),
        Gen.OneOf(MfccLayout.None, MfccLayout.Overwrite, MfccLayout.Concatenate),
        Gen.Int[1, 20],
        Gen.OneOf(LogRule.NaturalZeroKept, LogRule.NaturalFloored))
        .Select((fft, hop, bands, mfcc, clamp, layout, frames, log) => new FeatureSpec
        {
            FftSize = fft,
            Hop = hop,
            MelBands = bands,
            MfccCount = Math.Min(mfcc, bands),
            Clamp = clamp,
            OfflineClamp = clamp,
            Layout = mfcc == 0 ? MfccLayout.None : layout,
            WindowFrames = frames,
            Log = log,
            MfccTopDecibels = 40,
            MelMean = -7.4,
            MelDeviation = 3.8,
            MfccMean = -19,
            MfccDeviation = 86,
        });

    [Fact]
    public void Streamed_windows_are_the_offline_ones_bit_for_bit_whatever_the_blocks() =>
        Gen.Select(Specs, Gen.UInt, Gen.Int[1, 20], Gen.Int[0, 6_000], Gen.Int[1, 900].Array[1, 20]).Sample(
            (spec, seed, stride, length, blocks) =>
            {
                stride = Math.Min(stride, spec.WindowFrames);
                var samples = TestSignal.Wandering(length, seed);
                var offline = new WindowCollector();
                new OfflineFeatures(spec).Windows(samples, stride, offline);
                Same(offline, Stream(new WindowStream(spec, stride), samples, blocks, 0), 0);
            },
            iter: 150);

    [Fact]
    public void The_default_specification_streams_bit_for_bit_across_resets()
    {
        var spec = new FeatureSpec();
        var samples = TestSignal.Wandering(100_000, 7);
        var offline = new WindowCollector();
        new OfflineFeatures(spec).Windows(samples, 16, offline);
        Assert.Equal(1 + ((1 + ((100_000 - 2_048) / 512) - 128) / 16), offline.Windows.Count);
        Assert.All(offline.Windows, window => Assert.All(window.Values, value => Assert.True(float.IsFinite(value))));

        var stream = new WindowStream(spec, 16);
        Same(offline, Stream(stream, samples, [441], 0), 0);
        // What was before a reset must not show.
        Same(offline, Stream(stream, samples, [5_000, 1, 77], 123_456_789_012), 123_456_789_012);
    }

    [Fact]
    public void Windows_lie_a_stride_apart_from_the_last_reset_on()
    {
        var spec = new FeatureSpec { WindowFrames = 4 };
        var stream = new WindowStream(spec, 2);
        var sink = new WindowCollector();
        Assert.Equal(3_584, stream.WindowSamples);
        Assert.Equal(1_024, stream.StrideSamples);
        stream.Push(new float[3_583], sink);
        Assert.Empty(sink.Windows);
        stream.Push(new float[1], sink);
        stream.Push(new float[1_025], sink);
        Assert.Equal([0L, 1_024], sink.Windows.Select(window => window.FirstSample));
        stream.Reset(50_000);
        stream.Push(new float[3_584], sink);
        Assert.Equal(50_000, sink.Windows[^1].FirstSample);
    }

    private static WindowCollector Stream(WindowStream stream, ReadOnlySpan<float> samples, int[] blocks, long firstSample)
    {
        var sink = new WindowCollector();
        stream.Reset(firstSample);
        for (int at = 0, block = 0; at < samples.Length; block++)
        {
            var count = Math.Min(blocks[block % blocks.Length], samples.Length - at);
            stream.Push(samples.Slice(at, count), sink);
            at += count;
        }

        return sink;
    }

    private static void Same(WindowCollector expected, WindowCollector actual, long offset)
    {
        Assert.Equal(expected.Windows.Count, actual.Windows.Count);
        for (var i = 0; i < expected.Windows.Count; i++)
        {
            Assert.Equal(expected.Windows[i].FirstSample + offset, actual.Windows[i].FirstSample);
            Assert.True(
                expected.Windows[i].Values.AsSpan().SequenceEqual(actual.Windows[i].Values),
                $"window {i} differs");
        }
    }
}
