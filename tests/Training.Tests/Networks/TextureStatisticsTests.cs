using AvianVox.Training.Networks;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Tests.Networks;

[Collection(nameof(TorchSeed))]
public sealed class TextureStatisticsTests
{
    private const int Rows = 8;
    private const int Frames = 256;
    private const int Groups = 4;
    private const int Pairs = Groups * (Groups - 1) / 2;

    private static readonly TextureDesign Design = new() { Segment = 64, ModulationBands = 6, BandGroup = Rows / Groups };

    [Fact]
    public void There_are_as_many_as_it_says()
    {
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var statistics = new TextureStatistics(Design, Rows, Frames);
        Assert.Equal([3, statistics.Count], statistics.Forward(randn(3, 1, Rows, Frames)).shape);
    }

    [Fact]
    public void A_gain_changes_none_and_a_filter_the_levels_alone()
    {
        TorchRuntime.Start(1);
        manual_seed(2);
        using var scope = NewDisposeScope();
        var statistics = new TextureStatistics(Design, Rows, Frames);
        var window = randn(2, 1, Rows, Frames);
        var filter = randn(1, 1, Rows, 1);
        var (plain, louder, filtered) = (statistics.Forward(window), statistics.Forward(window + 2), statistics.Forward(window + filter));
        Assert.InRange((plain - louder).abs().max().item<float>(), 0, 1e-3);
        Assert.InRange((plain - filtered).narrow(1, Rows, statistics.Count - Rows).abs().max().item<float>(), 0, 1e-3);
        // The levels come first: each band's against the mean of all.
        var expected = NetworkValues.Of((filter - filter.mean([2], keepdim: true)).flatten(1));
        var actual = NetworkValues.Of((filtered - plain).narrow(1, 0, Rows)[0]);
        Assert.All(expected.Zip(actual), v => Assert.Equal(v.First, v.Second, 1e-4f));
    }

    /// <summary>
    /// What never moves has no skewness, the kurtosis of noise, and correlates with nothing: nothing that stands apart from what
    /// a network was fitted to.
    /// </summary>
    [Fact]
    public void Silence_stands_apart_in_nothing_but_its_stillness()
    {
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var statistics = new TextureStatistics(Design, Rows, Frames);
        var values = NetworkValues.Of(statistics.Forward(zeros(1, 1, Rows, Frames)));
        Assert.All(values.Take(2 * Rows), v => Assert.Equal(0, v, 1e-4f));
        Assert.All(values.Skip(2 * Rows).Take(Rows), v => Assert.Equal(Math.Log(3), v, 1e-3));
        Assert.All(values.TakeLast(Pairs), v => Assert.Equal(0, v, 1e-4f));
        Assert.All(values, v => Assert.InRange(v, Math.Log(1e-4) - 1e-3, 2));
    }

    [Fact]
    public void A_click_a_thousand_times_louder_than_all_else_overflows_nothing()
    {
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var window = zeros(1, 1, Rows, Frames);
        window[0, 0, 3, 100] = 200;
        Assert.All(
            NetworkValues.Of(new TextureStatistics(Design with { Compression = 10 }, Rows, Frames).Forward(window)),
            v => Assert.True(float.IsFinite(v)));
    }

    /// <summary>An envelope that is h in a share p of the frames and l in the others has the moments of a coin that is not fair.</summary>
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.0625)]
    public void Skewness_and_kurtosis_are_those_of_an_envelope_that_is_loud_now_and_then(double share)
    {
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var every = (int)(1 / share);
        var frames = Enumerable.Range(0, Frames).Select(t => t % every == 0 ? 2f : 0f).ToArray();
        var window = tensor(frames).reshape(1, 1, 1, Frames).expand(1, 1, Rows, Frames).contiguous();
        var values = NetworkValues.Of(new TextureStatistics(Design, Rows, Frames).Forward(window));
        var skewness = (1 - (2 * share)) / Math.Sqrt(share * (1 - share));
        var kurtosis = ((1 - share) * (1 - share) / share) + (share * share / (1 - share));
        Assert.All(values.Skip(Rows).Take(Rows), v => Assert.Equal(skewness, v, 0.01));
        Assert.All(values.Skip(2 * Rows).Take(Rows), v => Assert.Equal(Math.Log(kurtosis), v, 0.01));
    }

    [Fact]
    public void Bands_that_move_together_correlate_and_others_do_not()
    {
        TorchRuntime.Start(1);
        manual_seed(6);
        using var scope = NewDisposeScope();
        var window = randn(1, 1, Rows, Frames) * 0.5;
        // The last group repeats the first.
        window = cat([window.narrow(2, 0, Rows - 2), window.narrow(2, 0, 2)], 2);
        var statistics = new TextureStatistics(Design, Rows, Frames);
        var correlations = NetworkValues.Of(statistics.Forward(window)[0]).TakeLast(Pairs).ToArray();
        // In the order 01, 02, 03, 12, 13, 23.
        Assert.InRange(correlations[2], 0.99, 1);
        Assert.All(correlations.Where((_, pair) => pair != 2), v => Assert.InRange(v, -0.25, 0.25));
    }

    [Fact]
    public void A_steady_beat_stands_out_of_its_band_and_noise_does_not()
    {
        TorchRuntime.Start(1);
        manual_seed(9);
        using var scope = NewDisposeScope();
        // 20 cycles per segment of 64: in the highest of these bands.
        var beat = tensor(
            [.. Enumerable.Range(0, Frames).Select(t => (float)Math.Sin(2 * Math.PI * 20 * t / 64))])
                .reshape(1, 1, 1, Frames)
                .expand(1, 1, Rows, Frames);
        var (steady, noise) = (HighestBeats(beat + (randn(1, 1, Rows, Frames) * 0.2)), HighestBeats(randn(1, 1, Rows, Frames)));
        Assert.All(steady, v => Assert.InRange(v, 1.2, 5));
        Assert.All(noise, v => Assert.InRange(v, 0, 1.2));
    }

    private static IEnumerable<float> HighestBeats(Tensor window)
    {
        var statistics = new TextureStatistics(Design, Rows, Frames);
        return NetworkValues.Of(statistics.Forward(window)[0]).SkipLast(Pairs).TakeLast(Groups);
    }
}
