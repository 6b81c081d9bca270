using AvianVox.Training.Evaluation.Metrics;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class SpreadTests
{
    [Fact]
    public void Of_the_five_scores_that_the_study_published_are_the_mean_and_deviation_that_it_published()
    {
        var spread = new Spread([0.24066, 0.22418, 0.22198, 0.22198, 0.23077]);
        Assert.Equal(0.22791, spread.Mean, 5);
        Assert.Equal(0.00714, spread.Deviation, 5);
        Assert.Equal((0.22198, 0.24066), (spread.Lowest, spread.Highest));
    }

    [Fact]
    public void Of_none_is_0() =>
        Assert.Equal((0, 0, 0, 0), (new Spread([]).Mean, new Spread([]).Deviation, new Spread([]).Lowest, new Spread([]).Highest));
}
