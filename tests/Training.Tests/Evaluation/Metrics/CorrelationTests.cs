using AvianVox.Training.Evaluation.Metrics;
using CsCheck;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class CorrelationTests
{
    [Fact]
    public void Pearson_and_Spearman_as_by_hand()
    {
        // Means 2 and 3; deviations -1 0 1 and -2 1 1: 3 / sqrt(2 * 6).
        Assert.Equal(3 / Math.Sqrt(12), Correlation.Pearson([1, 2, 3], [1, 4, 4])!.Value, 12);

        // Ranks 1 2 3 and 1 2.5 2.5: deviations -1 0.5 0.5, 1.5 / sqrt(2 * 1.5).
        Assert.Equal(1.5 / Math.Sqrt(3), Correlation.Spearman([1, 2, 3], [1, 4, 4])!.Value, 12);
        Assert.Equal(1, Correlation.Spearman([1, 2, 3, 4], [1, 10, 100, 1e6])!.Value, 12);
    }

    [Fact]
    public void Ranks_are_shared_among_equals() => Assert.Equal([3.5, 1, 3.5, 2], Correlation.Ranks([7, 1, 7, 5]));

    [Fact]
    public void Is_undefined_where_nothing_varies()
    {
        Assert.Null(Correlation.Pearson([], []));
        Assert.Null(Correlation.Pearson([1], [1]));
        Assert.Null(Correlation.Pearson([0.1, 0.1, 0.1], [1, 2, 3]));
        Assert.Null(Correlation.Spearman([1, 2, 3], [5, 5, 5]));
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1], [1, 2]));
    }

    [Fact]
    public void Lies_within_bounds_is_symmetric_and_does_not_depend_on_unit_or_origin() =>
        Gen.Select(Gen.Int[-9, 9], Gen.Int[-9, 9]).Array[2, 30].Sample(points =>
        {
            double[] x = [.. points.Select(p => (double)p.Item1)];
            double[] y = [.. points.Select(p => (double)p.Item2)];
            var value = Correlation.Pearson(x, y);
            Assert.Equal(value, Correlation.Pearson(y, x));
            if (value is { } r)
            {
                Assert.InRange(r, -1, 1);
                Assert.Equal(-r, Correlation.Pearson([.. x.Select(v => 3 - (0.5 * v))], y)!.Value, 9);
                Assert.Equal(1, Correlation.Pearson(x, [.. x.Select(v => (2 * v) + 1)])!.Value, 9);
            }
        });
}
