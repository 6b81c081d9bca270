using AvianVox.Training.Benchmarks;

namespace AvianVox.Training.Tests.Benchmarks;

public sealed class GaussianNaiveBayesTests
{
    // Class 0: x is 0, 2: mean 1, variance 1;      y is 1, 3: mean 2, variance 1.
    // Class 1: x is 4, 7, 10: mean 7, variance 6;  y is 2, 2, 5: mean 3, variance (1 + 1 + 4) / 3 = 2.
    private static readonly float[][] Rows = [[0, 1], [4, 2], [7, 2], [2, 3], [10, 5]];
    private static readonly int[] Labels = [0, 1, 1, 0, 1];

    [Fact]
    public void A_small_case_comes_out_as_by_hand()
    {
        // At (3, 2):
        //   log 2/5 - 1/2 (log 2 pi + log 2 pi) - 1/2 (2^2 / 1 + 0 / 1)
        //     = -0.9162907 - 1.8378771 - 2 = -4.7541678
        //   log 3/5 - 1/2 (log 12 pi + log 4 pi) - 1/2 (4^2 / 6 + 1^2 / 2)
        //     = -0.5108256 - (1.8378771 + 1/2 log 12 = 1.2424533) - 1.5833333 = -5.1744893
        // Odds e^0.4203216 = 1.5224512, so 0.6035602 to 0.3964398. (The smoothing is 1e-9 times the variance of x over
        // all rows, 63.2 / 5: too little to be seen here.)
        var posterior = GaussianNaiveBayes.Fit(Rows, Labels, 2).LogPosterior([3, 2]);
        Assert.Equal(0.4203216, posterior[0] - posterior[1], 1e-6);
        Assert.Equal([0.6035602, 0.3964398], posterior.Select(Math.Exp), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_variance_of_nothing_is_smoothed_by_a_billionth_of_the_largest()
    {
        // Over all rows x has variance 1 and y 1/4 of 0.01, so every variance becomes 1e-9 (y adds the same to both classes).
        // x = 1 + 2^-23 lies nearer to 2: -1/2 (x^2 - (x - 2)^2) / 1e-9 = -2 (x - 1) / 1e-9 = -2 * 1.1920929e-7 / 1e-9.
        var model = GaussianNaiveBayes.Fit([[0, 0], [0, 0.1f], [2, 0], [2, 0.1f]], [0, 0, 1, 1], 2);
        var posterior = model.LogPosterior([1 + MathF.ScaleB(1, -23), 0]);
        Assert.Equal(-238.41858, posterior[0], 1e-4);
        Assert.Equal(0, posterior[1], 1e-12);
    }

    [Fact]
    public void A_class_without_rows_is_never_named_and_far_rows_stay_finite()
    {
        var posterior = GaussianNaiveBayes.Fit(Rows, Labels, 3).LogPosterior([1e6f, -1e6f]);
        Assert.Equal(double.NegativeInfinity, posterior[2]);
        Assert.Equal(0, posterior[1], 1e-12);
        // Half of the squares: 1e12 (1/1 + 1/1 - 1/6 - 1/2) / 2 = 2/3 e12, but for the means.
        Assert.InRange(posterior[0], -0.667e12, -0.666e12);
    }

    [Fact]
    public void Rows_that_are_all_the_same_are_a_fault() =>
        Assert.Contains(
            "the same",
            Assert.Throws<WorkshopException>(() => GaussianNaiveBayes.Fit([[1, 2], [1, 2]], [0, 1], 2)).Message,
            StringComparison.Ordinal);
}
