using AvianVox.Training.Evaluation.Metrics;
using CsCheck;

namespace AvianVox.Training.Tests.Evaluation.Metrics;

public sealed class AveragePrecisionTests
{
    [Fact]
    public void Is_the_sum_of_steps_as_by_hand()
    {
        // From the top: right (recall 1/2, precision 1), wrong, right (recall 1, precision 2/3), wrong: 1/2 + 1/2 * 2/3.
        Assert.Equal(5.0 / 6, AveragePrecision.Of([0.1f, 0.4f, 0.35f, 0.8f], [false, false, true, true])!.Value, 12);
    }

    [Fact]
    public void Equal_scores_come_in_together()
    {
        // 0.9: right, recall 1/2 at precision 1. Then three at 0.5, one of them right: recall 1 at precision 2/4.
        Assert.Equal(0.5 + (0.5 * 0.5), AveragePrecision.Of([0.5f, 0.9f, 0.5f, 0.5f], [true, true, false, false])!.Value, 12);

        // All the same: the share of the right ones, and no order of the rows changes it.
        Assert.Equal(0.25, AveragePrecision.Of([1, 1, 1, 1], [true, false, false, false])!.Value, 12);
        Assert.Equal(0.25, AveragePrecision.Of([1, 1, 1, 1], [false, false, false, true])!.Value, 12);
    }

    [Fact]
    public void Is_undefined_where_nothing_is_of_the_class_and_left_out_of_the_mean()
    {
        Assert.Null(AveragePrecision.Of([0.3f, 0.2f], [false, false]));
        var table = new ScoreTable([0.8f, 0.1f, 0.1f, 0.6f, 0.3f, 0.1f], 3, [0, 1]);
        Assert.Equal([1.0, 1.0, null], AveragePrecision.PerClass(table));
        Assert.Equal(1, AveragePrecision.Mean(table));
    }

    [Fact]
    public void Equals_the_slow_definition_and_does_not_depend_on_the_order_or_the_scale() =>
        Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[1, 40].Sample(rows =>
        {
            float[] scores = [.. rows.Select(r => r.Item1 / 10f)];
            bool[] positive = [.. rows.Select(r => r.Item2)];
            var value = AveragePrecision.Of(scores, positive);
            var total = positive.Count(p => p);
            if (total == 0)
            {
                Assert.Null(value);
                return;
            }

            var (sum, before) = (0.0, 0);
            foreach (var threshold in scores.Distinct().OrderDescending())
            {
                var taken = rows.Where((_, i) => scores[i] >= threshold).ToList();
                var found = taken.Count(r => r.Item2);
                sum += (double)(found - before) / total * found / taken.Count;
                before = found;
            }

            Assert.Equal(sum, value!.Value, 12);
            Assert.Equal(value, AveragePrecision.Of([.. scores.Reverse().Select(s => (4 * s) - 1)], [.. positive.Reverse()]));
            Assert.InRange(value.Value, (double)total / rows.Length * 1e-9, 1 + 1e-12);
        });
}
