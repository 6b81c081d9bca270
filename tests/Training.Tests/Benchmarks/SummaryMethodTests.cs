using AvianVox.Dsp.Features;
using AvianVox.Training.Benchmarks;
using AvianVox.Training.Torch;

namespace AvianVox.Training.Tests.Benchmarks;

/// <summary>The methods that take MFCC means and deviations of whole recordings.</summary>
[Collection(nameof(TorchSeed))]
public sealed class SummaryMethodTests
{
    [Fact]
    public void A_summary_is_the_means_and_then_the_population_deviations()
    {
        var matrix = new FeatureMatrix(2, 4);
        ((ReadOnlySpan<float>)[1, 1, 3, 3]).CopyTo(matrix.Row(0));
        ((ReadOnlySpan<float>)[0, 0, 0, 8]).CopyTo(matrix.Row(1));
        // Squares off the mean 2: 4 ones. Off the mean 2: 4, 4, 4, 36, mean 12.
        Assert.Equal([2, 2, 1, Math.Sqrt(12)], BenchmarkReader.Summary(matrix));
    }

    [Fact]
    public void The_scale_is_that_of_the_training_rows_and_a_constant_is_only_centred()
    {
        var scale = new Standardiser([[1, 7], [5, 7]]);
        Assert.Equal([-1, 0], scale.Apply([1, 7]));
        Assert.Equal([4, 2], scale.Apply([11, 9]));
    }

    [Fact]
    public void Five_neighbours_vote_and_nearness_decides_among_equals()
    {
        // Nearest five of 0: two of class 0 (at 1 and 2), two of class 1 (at 0.5 and 3), one of class 2 (at 4); 3 has no row.
        var model = new NearestNeighbours([[1], [2], [0.5], [3], [4], [100]], [0, 0, 1, 1, 2, 2], 4);
        Assert.Equal(
            [2 + (1 / 3.0), 2 + (1 / 2.5), 1 + (1 / 6.0), double.NegativeInfinity],
            model.Scores([0]),
            (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_network_learns_what_no_line_divides_and_the_same_seed_gives_the_same()
    {
        TorchRuntime.Start(1);
        // Ring round a spot; class 1 of the three has no rows.
        var rows = Enumerable.Range(0, 240)
            .Select(i => (Angle: i * 0.7, Radius: i % 2 == 0 ? 0.3 : 2.0))
            .Select(p => new[] { p.Radius * Math.Cos(p.Angle), p.Radius * Math.Sin(p.Angle) })
            .ToArray();
        var labels = Enumerable.Range(0, 240).Select(i => i % 2 == 0 ? 0 : 2).ToArray();
        var model = MultilayerPerceptron.Fit(rows, labels, 3, 5, TestContext.Current.CancellationToken);
        foreach (var angle in (double[])[0.1, 1.5, 3, 4.4])
        {
            var inner = model.Scores([0.2 * Math.Cos(angle), 0.2 * Math.Sin(angle)]);
            var outer = model.Scores([2.2 * Math.Cos(angle), 2.2 * Math.Sin(angle)]);
            Assert.True(inner[0] > inner[2] && outer[2] > outer[0], $"not told apart at angle {angle}");
            Assert.Equal(double.NegativeInfinity, inner[1]);
        }

        Assert.Equal(
            model.Scores([1, 1]), MultilayerPerceptron.Fit(rows, labels, 3, 5, TestContext.Current.CancellationToken).Scores([1, 1]));
        Assert.NotEqual(
            model.Scores([1, 1]), MultilayerPerceptron.Fit(rows, labels, 3, 6, TestContext.Current.CancellationToken).Scores([1, 1]));
    }
}
