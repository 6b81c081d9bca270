namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>How far two quantities go together.</summary>
internal static class Correlation
{
    /// <summary>Pearson's correlation: how nearly the points lie on a line.</summary>
    /// <param name="x">One quantity.</param>
    /// <param name="y">The other; the same length.</param>
    /// <returns>-1 to 1; null where there are fewer than two points or one quantity does not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"{x.Count} and {y.Count} values.", nameof(y));
        }

        // Compared as they are: the mean of equal values may be off by a rounding, and their deviation then is not 0.
        if (x.Distinct().Take(2).Count() < 2 || y.Distinct().Take(2).Count() < 2)
        {
            return null;
        }

        var (meanX, meanY) = (x.Average(), y.Average());
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Count; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        // Roots first: the product of two small sums may underflow.
        return Math.Clamp(xy / (Math.Sqrt(xx) * Math.Sqrt(yy)), -1, 1);
    }

    /// <summary>Spearman's correlation: Pearson's of the ranks, so how nearly one rises with the other at all.</summary>
    /// <param name="x">One quantity.</param>
    /// <param name="y">The other; the same length.</param>
    /// <returns>-1 to 1; null where there are fewer than two points or one quantity does not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y) => Pearson(Ranks(x), Ranks(y));

    /// <summary>Ranks from 1; equal values share the mean of their ranks.</summary>
    /// <param name="values">Values.</param>
    internal static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && values[order[to]].Equals(values[order[from]]))
            {
                to++;
            }

            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }

            from = to;
        }

        return ranks;
    }
}
