using AvianVox.Dsp.Resampling;
using AvianVox.Dsp.Tests.Features;
using AvianVox.TestSupport;
using CsCheck;

namespace AvianVox.Dsp.Tests.Resampling;

/// <summary>Positions, blocks, resets: what makes the resampler fit for a stream.</summary>
public class ResamplerStreamTests
{
    private static readonly Gen<(int In, int Out)> Rates = Gen.OneOf(
        Gen.OneOf((48_000, 22_050), (44_100, 22_050), (22_254, 22_050), (8_000, 22_050), (250_000, 22_050), (22_050, 48_000), (22_050, 22_050)),
        Gen.Select(Gen.Int[8_000, 60_000], Gen.Int[8_000, 60_000]));

    [Fact]
    public void The_output_does_not_depend_on_the_blocks() =>
        Gen.Select(Rates, Gen.UInt, Gen.Int[0, 12_000], Gen.Int[1, 2_000].Array[1, 10]).Sample(
            (rates, seed, length, blocks) =>
            {
                var input = TestSignal.Wandering(length, seed);
                var resampler = new StreamingResampler(rates.In, rates.Out);
                var whole = Run(resampler, input, [Math.Max(1, length)], 0);
                Assert.True(whole.AsSpan().SequenceEqual(Run(resampler, input, blocks, 0)));
                // Every grid point from 0 to before the end of the input, none besides.
                Assert.Equal((((long)length * rates.Out) + rates.In - 1) / rates.In, whole.Length);
            },
            iter: 60);

    [Fact]
    public void The_output_does_not_depend_on_what_was_before_the_reset() =>
        Gen.Select(Rates, Gen.UInt, Gen.Long[0, 1L << 40]).Sample(
            (rates, seed, position) =>
            {
                var (input, noise) = (TestSignal.Wandering(3_000, seed), TestSignal.Wandering(5_000, seed + 1));
                var fresh = new StreamingResampler(rates.In, rates.Out);
                var used = new StreamingResampler(rates.In, rates.Out);
                Run(used, noise, [700], 3);
                Assert.True(Run(fresh, input, [3_000], position).AsSpan().SequenceEqual(Run(used, input, [123], position)));
                Assert.Equal(fresh.OutputPosition, used.OutputPosition);
            },
            iter: 60);

    [Fact]
    public void The_output_grid_is_absolute_so_that_a_later_start_gives_the_same_samples() =>
        Gen.Select(Rates, Gen.UInt, Gen.Int[1, 4_000]).Sample(
            (rates, seed, start) =>
            {
                var input = TestSignal.Wandering(start + 9_000, seed);
                var resampler = new StreamingResampler(rates.In, rates.Out);
                var whole = Run(resampler, input, [1_000], 0);
                resampler.Reset(start);
                var first = resampler.OutputPosition;
                Assert.Equal((((long)start * rates.Out) + rates.In - 1) / rates.In, first);
                var part = Run(resampler, input.AsSpan(start), [1_000], start);
                Assert.Equal(whole.Length, first + part.Length);
                // Outputs whose filter reaches back before the start heard zeros there; all others are the same bits.
                var settled = (int)(((long)(2 * resampler.Lookahead) * rates.Out / rates.In) + 1);
                Assert.True(part.Length > settled);
                Assert.True(whole.AsSpan((int)first + settled).SequenceEqual(part.AsSpan(settled)));
            },
            iter: 60);

    [Fact]
    public void Equal_rates_pass_samples_through()
    {
        var input = TestSignal.Wandering(1_000, 2);
        var resampler = new StreamingResampler(22_050, 22_050);
        Assert.Equal(0, resampler.Lookahead);
        Assert.Equal(input, Run(resampler, input, [333], 77));
        Assert.Equal(1_077, resampler.OutputPosition);
    }

    [Fact]
    public void Processing_allocates_nothing()
    {
        var resampler = new StreamingResampler(48_000, 22_050);
        var input = TestSignal.Wandering(4_800, 2);
        var output = new float[resampler.MaxOutput(input.Length)];
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                resampler.Process(input, output);
            }

            resampler.Flush(output);
            resampler.Reset(5);
        }));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingResampler(999, 22_050));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingResampler(48_000, 500_001));
        var resampler = new StreamingResampler(48_000, 22_050);
        Assert.Throws<ArgumentException>(() => resampler.Process(new float[480], new float[100]));
        Assert.Throws<ArgumentException>(() => resampler.Flush(new float[1]));
        resampler.Flush(new float[resampler.MaxFlush]);
        Assert.Throws<InvalidOperationException>(() => resampler.Process(new float[480], new float[480]));
    }

    private static float[] Run(StreamingResampler resampler, ReadOnlySpan<float> input, int[] blocks, long position)
    {
        resampler.Reset(position);
        var all = new List<float>();
        for (int at = 0, block = 0; at < input.Length; block++)
        {
            var count = Math.Min(blocks[block % blocks.Length], input.Length - at);
            var output = new float[resampler.MaxOutput(count)];
            var given = resampler.Process(input.Slice(at, count), output);
            all.AddRange(output.AsSpan(0, given));
            at += count;
        }

        var rest = new float[resampler.MaxFlush];
        all.AddRange(rest.AsSpan(0, resampler.Flush(rest)));
        return [.. all];
    }
}
