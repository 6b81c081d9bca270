using AvianVox.Training.Splits;
using CsCheck;

namespace AvianVox.Training.Tests.Splits;

public class StratifiedShuffleTests
{
    private static readonly int[] Uneven = [2, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 2, 2];

    /// <summary>
    /// Printed by StratifiedShuffleSplit(n_splits=2, test_size=0.3) of scikit-learn 1.2.1: two classes tie for a place, so a lot
    /// is drawn.
    /// </summary>
    [Fact]
    public void Uneven_classes_are_divided_as_scikit_learn_divides_them()
    {
        Check(0, ([4, 8, 1, 10, 11, 5, 13, 15, 2, 14, 7], [9, 3, 6, 12, 0]), ([4, 2, 14, 8, 13, 15, 9, 5, 11, 7, 6], [10, 12, 1, 0, 3]));
        Check(7, ([6, 4, 5, 12, 15, 3, 7, 9, 8, 14, 2], [10, 11, 0, 13, 1]), ([9, 8, 4, 12, 11, 6, 5, 14, 0, 1, 13], [10, 7, 2, 3, 15]));

        static void Check(uint seed, params (int[] Training, int[] Test)[] expected)
        {
            var splits = StratifiedShuffle.Split(Uneven, 2, 0.3, new NumpyRandom(seed));
            Assert.Equal(expected.Select(e => e.Training), splits.Select(s => s.Training));
            Assert.Equal(expected.Select(e => e.Test), splits.Select(s => s.Test));
        }
    }

    [Fact]
    public void Every_item_is_on_one_side_and_every_class_keeps_its_share() =>
        Gen.Select(Gen.Int[2, 20].Array[1, 8], Gen.Double[0.1, 0.9], Gen.UInt).Where((counts, share, _) => Feasible(counts, share)).Sample(
            (counts, share, seed) =>
            {
                int[] labels = [.. counts.Index().SelectMany(c => Enumerable.Repeat(c.Index, c.Item))];
                new NumpyRandom(seed).Shuffle<int>(labels);
                var (training, test) = StratifiedShuffle.Split(labels, 1, share, new NumpyRandom(seed))[0];
                Assert.Equal(Enumerable.Range(0, labels.Length), training.Concat(test).Order());
                var exact = (double)test.Length / labels.Length;
                Assert.All(
                    counts.Index(),
                    c => Assert.InRange(test.Count(i => labels[i] == c.Index), Math.Floor(c.Item * exact - 1e-9), Math.Ceiling(c.Item * exact + 1e-9)));
            },
            iter: 300);

    [Fact]
    public void What_cannot_be_divided_is_refused()
    {
        Assert.Throws<ArgumentException>(() => StratifiedShuffle.Split([0, 0, 1], 1, 0.5, new NumpyRandom(0)));
        Assert.Throws<ArgumentException>(() => StratifiedShuffle.Split([0, 0, 1, 1], 1, 0.2, new NumpyRandom(0)));
    }

    private static bool Feasible(int[] counts, double share)
    {
        var (training, test) = StratifiedShuffle.Sizes(counts.Sum(), share);
        return training >= counts.Length && test >= counts.Length;
    }
}
