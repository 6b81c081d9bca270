using AvianVox.Training.Evaluation;
using AvianVox.Training.Evaluation.Metrics;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class MetricSetTests
{
    [Fact]
    public void Holds_the_figures_of_one_table()
    {
        var set = MetricSet.Of(new ScoreTable([0.8f, 0.2f, 0.6f, 0.4f, 0.3f, 0.7f], 2, [0, 1, 1]));
        Assert.Equal(new Accuracy(3, 2, 3), set.Accuracy);

        // Class 0: one of two named is right, the one there is found: F1 2/3. Class 1: one named and right, one missed: 2/3.
        Assert.Equal(2.0 / 3, set.MacroF1, 12);
        Assert.Equal(0.75, set.MacroRecall, 12);
        Assert.Equal(1, set.MeanAveragePrecision, 12);
        Assert.NotNull(set.Calibration);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_have_no_calibration() =>
        Assert.Null(MetricSet.Of(new ScoreTable([-3, 2, 0, 1], 2, [0, 1])).Calibration);
}
