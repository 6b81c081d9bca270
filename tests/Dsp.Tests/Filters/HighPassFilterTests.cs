using AvianVox.Dsp.Filters;
using AvianVox.TestSupport;

namespace AvianVox.Dsp.Tests.Filters;

/// <summary>The filter against the closed form of its response.</summary>
public sealed class HighPassFilterTests
{
    [Theory]
    [InlineData(20, 48_000)]
    [InlineData(100, 48_000)]
    [InlineData(300, 22_050)]
    [InlineData(2_000, 8_000)]
    [InlineData(1, 500_000)]
    public void Its_response_is_the_analytic_one(double corner, int rate)
    {
        // The response is the transform of what an impulse becomes; long enough that nothing of it is left.
        var response = new float[(int)Math.Min(16 * rate / corner, 4_000_000)];
        response[0] = 1;
        new HighPassFilter(corner, rate).Process(response);
        foreach (var times in (double[])[0.1, 0.25, 0.5, 0.9, 1, 1.1, 2, 4, 10, 40])
        {
            if (corner * times >= rate / 2.0)
            {
                continue;
            }

            var expected = Gain(corner, corner * times, rate);
            var (re, im) = (0.0, 0.0);
            for (var n = 0; n < response.Length; n++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * (corner * times / rate * n));
                re += response[n] * cos;
                im += response[n] * sin;
            }

            Assert.Equal(expected, Math.Sqrt((re * re) + (im * im)), 1e-4 * Math.Max(expected, 0.1));
        }
    }

    [Fact]
    public void At_its_corner_it_takes_3_dB_and_an_octave_below_another_9()
    {
        Assert.Equal(-3.0103, 20 * Math.Log10(Gain(100, 100, 48_000)), 0.001);
        Assert.Equal(-12.304, 20 * Math.Log10(Gain(100, 50, 48_000)), 0.01);
    }

    [Fact]
    public void A_constant_dies_away_and_leaves_no_denormal_behind()
    {
        var filter = new HighPassFilter(100, 48_000);
        var block = new float[4_800];
        block.AsSpan().Fill(0.5f);
        filter.Process(block);
        Assert.InRange(Math.Abs(block[^1]), 0, 1e-6f);
        for (var second = 0; second < 20; second++)
        {
            block.AsSpan().Clear();
            filter.Process(block);
        }

        Assert.All(block, sample => Assert.Equal(0f, sample));
    }

    [Fact]
    public void Any_division_into_blocks_gives_the_same_samples()
    {
        var random = new Random(5);
        var whole = Enumerable.Range(0, 3_000).Select(_ => (random.NextSingle() * 2) - 1).ToArray();
        var parts = whole.ToArray();
        new HighPassFilter(150, 32_000).Process(whole);
        var filter = new HighPassFilter(150, 32_000);
        for (var at = 0; at < parts.Length;)
        {
            var count = Math.Min(random.Next(1, 400), parts.Length - at);
            filter.Process(parts.AsSpan(at, count));
            at += count;
        }

        Assert.Equal(whole, parts);
    }

    [Fact]
    public void Reset_it_is_as_new()
    {
        var filter = new HighPassFilter(150, 32_000);
        float[] first = [1, -0.5f, 0.25f, 0.125f];
        var second = first.ToArray();
        filter.Process(first);
        filter.Reset();
        filter.Process(second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var filter = new HighPassFilter(150, 32_000);
        var block = new float[512];
        Assert.Equal(0, Allocations.LeastBytes(() => filter.Process(block)));
    }

    [Theory]
    [InlineData(0, 48_000)]
    [InlineData(24_000, 48_000)]
    [InlineData(100, 0)]
    public void What_cannot_be_is_refused(double corner, int rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HighPassFilter(corner, rate));

    private static double Gain(double corner, double frequency, int rate) =>
        1 / Math.Sqrt(1 + Math.Pow(Math.Tan(Math.PI * corner / rate) / Math.Tan(Math.PI * frequency / rate), 4));
}
