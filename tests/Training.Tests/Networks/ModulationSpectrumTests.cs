using AvianVox.Training.Networks;
using AvianVox.Training.Torch;
using static TorchSharp.torch;

namespace AvianVox.Training.Tests.Networks;

[Collection(nameof(TorchSeed))]
public sealed class ModulationSpectrumTests
{
    private const int Segment = 64;
    private const int Lines = (Segment / 2) - 1;

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(30)]
    public void A_steady_beat_stands_in_its_line_and_nowhere_but_beside_it(int cycles)
    {
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var wave = Enumerable.Range(0, 160).Select(t => (float)(5 + Math.Sin((2 * Math.PI * cycles * t / Segment) + 0.4))).ToArray();
        var lines = NetworkValues.Of(new ModulationSpectrum(Segment, 4, wave.Length).Forward(tensor(wave).reshape(1, 1, 1, -1)));
        Assert.Equal(Lines, lines.Length);
        Assert.Equal(cycles - 1, Array.IndexOf(lines, lines.Max()));
        // A Hann window spreads a sine over three lines, and one cycle is at the edge of the mean that is taken away.
        Assert.All(lines.Where((_, line) => Math.Abs(line + 1 - cycles) > 2), power => Assert.InRange(power, 0, lines.Max() * 1e-3));
    }

    [Fact]
    public void White_noise_gives_each_line_its_variance()
    {
        TorchRuntime.Start(1);
        manual_seed(8);
        using var scope = NewDisposeScope();
        var lines = new ModulationSpectrum(Segment, 4, 512).Forward(randn(16, 1, 32, 512) * 3);
        var means = NetworkValues.Of(lines.mean([0, 2, 3]));
        // The lowest loses to the mean of the segment that is taken away.
        Assert.All(means.Skip(1), power => Assert.InRange(power, 8.5, 9.5));
        Assert.InRange(means[0], 5, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(14)]
    [InlineData(30)]
    public void Bands_share_out_all_lines_in_order(int count)
    {
        TorchRuntime.Start(1);
        using var scope = NewDisposeScope();
        var spectrum = new ModulationSpectrum(Segment, count, 100);
        // Each line alone in turn: the band it falls into has a share of it, and only that one.
        var shares = NetworkValues.Of(spectrum.MeanOfBands(eye(Lines).reshape(Lines, Lines, 1, 1))).Chunk(count).ToList();
        var bands = shares.Select(line => Array.FindIndex(line, share => share > 0)).ToList();
        Assert.All(shares, line => Assert.Single(line, share => share > 0));
        Assert.Equal(bands.Order(), bands);
        Assert.Equal(Enumerable.Range(0, count), bands.Distinct());
        Assert.All(Enumerable.Range(0, count), band => Assert.Equal(1, shares.Sum(line => line[band]), 1e-5f));
        Assert.All(spectrum.WideBands, wide => Assert.Single(bands.Skip(wide.First).Take(wide.Count).Distinct()));
    }
}
