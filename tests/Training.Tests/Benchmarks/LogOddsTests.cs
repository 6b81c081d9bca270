using AvianVox.Training.Benchmarks;
using CsCheck;

namespace AvianVox.Training.Tests.Benchmarks;

public sealed class LogOddsTests
{
    [Fact]
    public void They_are_those_of_the_probabilities() => Gen.Double[-8, 8].Array[2, 9].Sample(logs =>
    {
        var shares = logs.Select(l => Math.Exp(l - 3)).ToArray();
        var odds = LogOdds.Of(logs);
        for (var c = 0; c < odds.Length; c++)
        {
            Assert.Equal(Math.Log(shares[c] / (shares.Sum() - shares[c])), odds[c], 1e-4);
        }
    });

    [Fact]
    public void Certainty_keeps_its_order_where_probabilities_are_all_0_and_1()
    {
        var sure = LogOdds.Of([0, -90_000, -95_000.5]);
        var surer = LogOdds.Of([0, -100_000, -100_000.5]);
        Assert.Equal([90_000, -90_000, -95_000.5f], sure);
        Assert.True(surer[0] > sure[0], "the surer of two is not ahead");
        Assert.Equal(surer[1], LogOdds.Of([-7, -100_007, -100_007.5])[1]);
    }

    [Fact]
    public void A_class_that_is_never_named_comes_last_with_a_finite_score()
    {
        var odds = LogOdds.Of([double.NegativeInfinity, -3, -1]);
        Assert.Equal(float.MinValue, odds[0]);
        Assert.Equal([-2, 2], odds[1..]);
        Assert.Equal([float.MinValue, float.MaxValue], LogOdds.Of([double.NegativeInfinity, -1]));
        Assert.Equal([float.MinValue, float.MinValue], LogOdds.Of([double.NegativeInfinity, double.NegativeInfinity]));
    }
}
