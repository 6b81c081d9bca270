namespace AvianVox.Training.Splits;

/// <summary>Random splits in which each class keeps its share, draw for draw as scikit-learn makes them.</summary>
/// <remarks>
/// The same as StratifiedShuffleSplit(n_splits, test_size, random_state), whose first split is what
/// train_test_split(stratify=...) returns (scikit-learn 0.22 to 1.2). The order of the draws decides the result and is
/// part of the contract: shares of each class in training, then in test, then one permutation per class, then one of
/// the training list, then one of the test list.
/// </remarks>
internal static class StratifiedShuffle
{
    /// <summary>Makes splits one after the other from one generator.</summary>
    /// <param name="labels">Class of each item; any whole numbers, ordered as the classes are.</param>
    /// <param name="splits">How many splits.</param>
    /// <param name="testShare">Share of the items in the test, over 0 and below 1; their number is rounded up.</param>
    /// <param name="random">The generator.</param>
    /// <returns>For each split the indices of both sides, in scikit-learn's order.</returns>
    /// <exception cref="ArgumentException">A class has one item, or a side would have fewer items than there are classes.</exception>
    public static IReadOnlyList<(int[] Training, int[] Test)> Split(
        IReadOnlyList<int> labels, int splits, double testShare, NumpyRandom random)
    {
        var classes = labels.Index().GroupBy(l => l.Item).OrderBy(g => g.Key).Select(g => g.Select(l => l.Index).ToArray()).ToArray();
        var (training, test) = Sizes(labels.Count, testShare);
        if (classes.Any(c => c.Length < 2) || training < classes.Length || test < classes.Length)
        {
            throw new ArgumentException(
                $"{labels.Count} items of {classes.Length} classes cannot be split into {training} and {test}: each class needs two, " +
                "and each side as many as there are classes.",
                nameof(labels));
        }

        return [.. Enumerable.Range(0, splits).Select(_ => Split(classes, training, test, random))];
    }

    /// <summary>Numbers of items on the two sides.</summary>
    /// <param name="items">All items.</param>
    /// <param name="testShare">Share of the test.</param>
    public static (int Training, int Test) Sizes(int items, double testShare)
    {
        var test = (int)Math.Ceiling(testShare * items);
        return (items - test, test);
    }

    private static (int[] Training, int[] Test) Split(int[][] classes, int training, int test, NumpyRandom random)
    {
        var counts = Array.ConvertAll(classes, c => c.Length);
        var ofTraining = Apportion(counts, training, random);
        var ofTest = Apportion([.. counts.Zip(ofTraining, (all, taken) => all - taken)], test, random);
        var (left, right) = (new List<int>(training), new List<int>(test));
        for (var c = 0; c < classes.Length; c++)
        {
            var order = random.Permutation(classes[c]);
            left.AddRange(order.AsSpan(0, ofTraining[c]));
            right.AddRange(order.AsSpan(ofTraining[c], ofTest[c]));
        }

        return (random.Permutation(left), random.Permutation(right));
    }

    /// <summary>
    /// Divides draws among classes by their sizes: the whole parts first, then one each by the largest remainders, ties by lot.
    /// </summary>
    private static int[] Apportion(int[] counts, int draws, NumpyRandom random)
    {
        var total = counts.Sum();
        // In this order of operations: remainders are compared for equality, so the last bit counts.
        var exact = Array.ConvertAll(counts, c => (double)c / total * draws);
        var shares = Array.ConvertAll(exact, e => (int)Math.Floor(e));
        var left = draws - shares.Sum();
        foreach (var tied in exact.Index().GroupBy(e => e.Item - Math.Floor(e.Item)).OrderByDescending(g => g.Key))
        {
            if (left <= 0)
            {
                break;
            }

            var lot = random.Permutation([.. tied.Select(e => e.Index)]);
            foreach (var c in lot.AsSpan(0, Math.Min(left, lot.Length)))
            {
                shares[c]++;
                left--;
            }
        }

        return shares;
    }
}
