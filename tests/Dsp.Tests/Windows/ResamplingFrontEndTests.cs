using AvianVox.Dsp.Features;
using AvianVox.Dsp.Resampling;
using AvianVox.Dsp.Tests.Features;
using AvianVox.Dsp.Windows;
using AvianVox.TestSupport;
using CsCheck;

namespace AvianVox.Dsp.Tests.Windows;

public class ResamplingFrontEndTests
{
    private const int MaxBlock = 4_096;

    private static readonly FeatureSpec Spec = new() { FftSize = 256, Hop = 64, MelBands = 24, MfccCount = 8, WindowFrames = 12 };

    private static readonly Gen<int> Rates = Gen.OneOf(8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000, 47_999);

    [Fact]
    public void Windows_are_those_of_the_whole_recording_at_once_bit_for_bit_whatever_the_blocks() =>
        Gen.Select(Rates, Gen.Int[0, 30_000], Gen.UInt, Gen.Int[1, 12], Gen.Int[1, MaxBlock].Array[1, 12], Gen.Long[0, 1L << 40]).Sample(
            (rate, length, seed, stride, blocks, first) =>
            {
                var samples = TestSignal.Wandering(length, seed);
                var offline = Offline(samples, rate, stride, first);
                var streamed = Stream(FrontEnd(rate, stride), samples, blocks, first, ends: false);
                Assert.Equal(offline.Windows.Count, streamed.Count);
                for (var i = 0; i < streamed.Count; i++)
                {
                    Assert.True(offline.Windows[i].Values.AsSpan().SequenceEqual(streamed[i].Values), $"window {i} differs");
                    Assert.Equal(new SampleRateMap(Spec.SampleRate, rate).Map(offline.Windows[i].FirstSample), streamed[i].Span.Begin);
                }
            },
            iter: 200);

    [Fact]
    public void At_the_models_rate_windows_are_the_offline_ones()
    {
        var samples = TestSignal.Wandering(20_000, 5);
        var offline = new WindowCollector();
        new OfflineFeatures(Spec).Windows(samples, 3, offline);
        var streamed = Stream(FrontEnd(Spec.SampleRate, 3), samples, [777], 0, ends: false);
        Assert.NotEmpty(streamed);
        Assert.Equal(offline.Windows.Select(window => window.Values), streamed.Select(window => window.Values));
        Assert.Equal(offline.Windows.Select(window => window.FirstSample), streamed.Select(window => window.Span.Begin));
    }

    [Fact]
    public void The_end_of_a_recording_is_covered_to_its_last_sample_however_short_it_is() =>
        Gen.Select(Rates, Gen.Int[1, 12_000], Gen.Int[1, 12], Gen.Int[1, MaxBlock]).Sample(
            (rate, length, stride, block) =>
            {
                var frontEnd = FrontEnd(rate, stride);
                var windows = Stream(frontEnd, TestSignal.Wandering(length, 9), [block], 0, ends: true);
                Assert.NotEmpty(windows);
                Assert.Equal(length, windows[^1].Span.End);
                var next = 0L;
                foreach (var (span, _) in windows)
                {
                    // Rounding to the source's rate may move a border by a sample.
                    Assert.InRange(span.Begin, next - 1, next + 1);
                    Assert.InRange(span.Length, 1, frontEnd.WindowSamples + 1);
                    Assert.InRange(span.Next, span.Begin, span.End);
                    next = span.Next;
                }

                Assert.True(windows.Count < 2 || windows[^2].Span.End < length, "a window too many was filled");
            },
            iter: 200);

    [Fact]
    public void What_was_before_a_reset_does_not_show()
    {
        var samples = TestSignal.Wandering(30_000, 11);
        var frontEnd = FrontEnd(48_000, 4);
        var first = Stream(frontEnd, samples, [1_000], 0, ends: true);
        var second = Stream(frontEnd, samples, [333], 96_000, ends: true);
        Assert.Equal(first.Select(window => window.Values), second.Select(window => window.Values));
        Assert.Equal(first.Select(window => window.Span.Begin + 96_000), second.Select(window => window.Span.Begin));
    }

    [Fact]
    public void Streaming_allocates_nothing_after_construction()
    {
        var frontEnd = FrontEnd(48_000, 4);
        var block = TestSignal.Wandering(MaxBlock, 3);
        var windows = 0;
        void Take()
        {
            while (frontEnd.TryAdvance(out _))
            {
                windows++;
            }
        }

        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            frontEnd.Reset(10);
            for (var i = 0; i < 20; i++)
            {
                frontEnd.Write(block);
                Take();
            }

            frontEnd.Finish();
            Take();
        }));
        Assert.True(windows > 50);
    }

    [Fact]
    public void Lengths_are_told_at_the_sources_rate()
    {
        var frontEnd = FrontEnd(44_100, 4);
        Assert.Equal(44_100, frontEnd.SourceRate);
        Assert.Equal(2 * Spec.WindowSamples, frontEnd.WindowSamples);
        Assert.Equal(2 * 4 * Spec.Hop, frontEnd.StrideSamples);
        Assert.Equal(Spec.WindowValues, frontEnd.WindowValues);
        Assert.Equal(Spec.WindowValues, frontEnd.Window.Length);
    }

    [Fact]
    public void A_block_too_long_and_samples_out_of_turn_are_refused()
    {
        var frontEnd = FrontEnd(22_050, 4);
        Assert.Throws<ArgumentException>(() => frontEnd.Write(new float[MaxBlock + 1]));
        frontEnd.Write(new float[100]);
        Assert.Throws<InvalidOperationException>(() => frontEnd.Write(new float[100]));
        Assert.Throws<InvalidOperationException>(frontEnd.Finish);
        Assert.False(frontEnd.TryAdvance(out _));
        frontEnd.Finish();
        Assert.Throws<InvalidOperationException>(() => frontEnd.Write(new float[100]));
        frontEnd.Reset(0);
        frontEnd.Write(new float[100]);
        Assert.Throws<ArgumentOutOfRangeException>(() => FrontEnd(500, 4));
    }

    private static ResamplingFrontEnd FrontEnd(int rate, int stride) => new(new WindowStream(Spec, stride), rate, MaxBlock);

    private static List<(WindowSpan Span, float[] Values)> Stream(ResamplingFrontEnd frontEnd, ReadOnlySpan<float> samples, int[] blocks, long first, bool ends)
    {
        var windows = new List<(WindowSpan, float[])>();
        frontEnd.Reset(first);
        for (int at = 0, block = 0; at < samples.Length; block++)
        {
            var count = Math.Min(blocks[block % blocks.Length], samples.Length - at);
            frontEnd.Write(samples.Slice(at, count));
            Take();
            at += count;
        }

        if (ends)
        {
            frontEnd.Finish();
            Take();
        }

        return windows;

        void Take()
        {
            while (frontEnd.TryAdvance(out var span))
            {
                windows.Add((span, frontEnd.Window.ToArray()));
            }
        }
    }

    /// <summary>The same without a front end: all samples resampled at once, and all of these made windows at once.</summary>
    private static WindowCollector Offline(ReadOnlySpan<float> samples, int rate, int stride, long first)
    {
        var resampler = new StreamingResampler(rate, Spec.SampleRate);
        resampler.Reset(first);
        var stream = new WindowStream(Spec, stride);
        stream.Reset(resampler.OutputPosition);
        var resampled = new float[resampler.MaxOutput(samples.Length)];
        var count = resampler.Process(samples, resampled);
        var sink = new WindowCollector();
        stream.Push(resampled.AsSpan(0, count), sink);
        return sink;
    }
}
