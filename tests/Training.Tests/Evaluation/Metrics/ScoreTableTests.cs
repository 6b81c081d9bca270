using AvianVox.Training.Evaluation;
using AvianVox.Training.Evaluation.Metrics;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class ScoreTableTests
{
    [Fact]
    public void Names_the_first_of_the_highest_but_counts_a_tie_against()
    {
        var table = new ScoreTable([0.2f, 0.5f, 0.3f, 0.4f, 0.4f, 0.2f], 3, [1, 0]);
        Assert.Equal([1, 0], table.Named());
        Assert.Equal(new Accuracy(2, 1, 2), table.Accuracy());
    }

    [Fact]
    public void Pools_the_windows_of_a_recording_by_their_mean()
    {
        var pooled = new ScoreTable([0.9f, 0.1f, 0.2f, 0.8f, 0.5f, 0.5f], 2, [0, 1, 0]).Pooled(["a", "b", "a"]);
        Assert.Equal([0, 1], pooled.Right.ToArray());
        Assert.Equal([0.7f, 0.3f], pooled.Row(0).ToArray());
        Assert.Equal([0.2f, 0.8f], pooled.Row(1).ToArray());
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        Assert.Throws<ArgumentException>(() => new ScoreTable([1, 2, 3], 2, [0]));
        Assert.Throws<ArgumentException>(() => new ScoreTable([1, 2], 2, [2]));
        Assert.Contains(
            "Row 1, class 0",
            Assert.Throws<ArgumentException>(() => new ScoreTable([1, 2, float.NaN, 0], 2, [0, 1])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Group a",
            Assert.Throws<ArgumentException>(() => new ScoreTable([1, 2, 3, 4], 2, [0, 1]).Pooled(["a", "a"])).Message,
            StringComparison.Ordinal);
    }
}
