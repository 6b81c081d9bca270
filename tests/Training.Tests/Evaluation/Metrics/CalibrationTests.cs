using AvianVox.Training.Evaluation.Metrics;
using CsCheck;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class CalibrationTests
{
    [Fact]
    public void The_expected_error_is_that_of_the_bins_by_hand()
    {
        // Two bins: up to 0.5 one of two right at mean 0.45, above it one of three at mean 0.8.
        var calibration = new Calibration([0.4f, 0.5f, 0.7f, 0.8f, 0.9f], [true, false, true, false, false], 2);
        Assert.Equal([2, 3], calibration.Bins.Select(b => b.Count));
        Assert.Equal((0.0, 0.5, 1.0), (calibration.Bins[0].From, calibration.Bins[0].To, calibration.Bins[1].To));
        Assert.Equal(0.45, calibration.Bins[0].Confidence, 6);
        Assert.Equal(1.0 / 3, calibration.Bins[1].Accuracy, 12);
        Assert.Equal(((2 * 0.05) + (3 * (0.8 - (1.0 / 3)))) / 5, calibration.ExpectedError, 6);
        Assert.Equal(0.8 - (1.0 / 3), calibration.LargestError, 6);
    }

    [Fact]
    public void Nothing_and_one_and_the_ends_have_their_place()
    {
        Assert.Equal((0.0, 0.0), (new Calibration([], []).ExpectedError, new Calibration([], []).LargestError));
        Assert.Equal([1, 0, 1], new Calibration([0, 1], [false, true], 3).Bins.Select(b => b.Count));
        Assert.Equal(0, new Calibration([0, 1], [false, true], 3).ExpectedError, 12);
        Assert.Throws<ArgumentException>(() => new Calibration([1.5f], [true]));
        Assert.Throws<ArgumentException>(() => new Calibration([float.NaN], [true]));
    }

    [Fact]
    public void Every_thing_is_in_one_bin_and_the_errors_are_ordered() => TableGen.Any.Sample(table =>
    {
        var calibration = Calibration.Of(table, 7);
        Assert.Equal(table.Count, calibration.Bins.Sum(b => b.Count));
        Assert.All(calibration.Bins.Where(b => b.Count > 0), b => Assert.InRange(b.Confidence, b.From - 1e-6, b.To + 1e-6));
        Assert.InRange(calibration.ExpectedError, 0, calibration.LargestError + 1e-12);

        // With one bin what is left is the distance of the two means.
        var one = Calibration.Of(table, 1);
        Assert.Equal(Math.Abs(one.Bins[0].Accuracy - one.Bins[0].Confidence), one.ExpectedError, 12);
        Assert.True(one.ExpectedError <= calibration.ExpectedError + 1e-12);
    });
}
