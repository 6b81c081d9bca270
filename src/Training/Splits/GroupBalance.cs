namespace AvianVox.Training.Splits;

/// <summary>Deals whole groups out to parts so that each part gets its share of every class, as nearly as the groups allow.</summary>
/// <remarks>
/// What is made small is the sum over parts and classes of (count - share of the class's total)² / total, and with far
/// less weight the same of all items together, which decides where classes are indifferent. The largest groups are
/// dealt first, each to the part where it costs least; then single groups move while a move lessens the sum. Seeds
/// decide among groups of equal size.
/// </remarks>
internal sealed class GroupBalance
{
    /// <summary>Weight of the parts' sizes against the classes: too little to outweigh one item of one class.</summary>
    private const double SizeWeight = 1e-3;

    /// <summary>What a move must gain at least: rounding must not send a group to and fro.</summary>
    private const double LeastGain = 1e-9;

    private readonly double[] _shares;
    private readonly int[][] _counts;
    private readonly int[] _sizes;
    private readonly int[] _totals;
    private readonly int _all;

    private GroupBalance(IReadOnlyList<int> labels, double[] shares)
    {
        _shares = shares;
        _totals = new int[labels.Count == 0 ? 0 : labels.Max() + 1];
        foreach (var label in labels)
        {
            _totals[label]++;
        }

        _all = labels.Count;
        _sizes = new int[shares.Length];
        _counts = [.. shares.Select(_ => new int[_totals.Length])];
    }

    /// <summary>Deals.</summary>
    /// <param name="groups">Group of each item.</param>
    /// <param name="labels">Class of each item, from 0.</param>
    /// <param name="shares">Share of each part; together 1.</param>
    /// <param name="random">Decides among equals.</param>
    /// <returns>Part of each item. A part may be empty where there are too few groups.</returns>
    public static int[] Deal(IReadOnlyList<string> groups, IReadOnlyList<int> labels, double[] shares, NumpyRandom random)
    {
        var balance = new GroupBalance(labels, shares);
        // In an order of their own, so that the order of the items plays no part.
        var all = groups.Index().GroupBy(g => g.Item, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Select(i => i.Index).ToArray()).ToArray();
        random.Shuffle<int[]>(all);
        all = [.. all.OrderByDescending(g => g.Length)];
        var contents = Array.ConvertAll(all, g => g.GroupBy(i => labels[i]).Select(c => (Label: c.Key, Count: c.Count())).ToArray());
        var parts = Array.ConvertAll(contents, balance.Place);
        while (balance.Improve(contents, parts))
        {
        }

        var result = new int[groups.Count];
        foreach (var (group, part) in all.Zip(parts))
        {
            Array.ForEach(group, i => result[i] = part);
        }

        return result;
    }

    private int Place((int Label, int Count)[] group)
    {
        var part = Cheapest(group);
        Add(group, part, 1);
        return part;
    }

    private bool Improve((int Label, int Count)[][] groups, int[] parts)
    {
        var moved = false;
        for (var g = 0; g < groups.Length; g++)
        {
            Add(groups[g], parts[g], -1);
            var best = Cheapest(groups[g]);
            if (Cost(groups[g], best) < Cost(groups[g], parts[g]) - LeastGain)
            {
                parts[g] = best;
                moved = true;
            }

            Add(groups[g], parts[g], 1);
        }

        return moved;
    }

    private int Cheapest((int Label, int Count)[] group) => Enumerable.Range(0, _shares.Length).MinBy(p => Cost(group, p));

    /// <summary>By how much the sum grows when a group joins a part.</summary>
    private double Cost((int Label, int Count)[] group, int part)
    {
        var (cost, size) = (0.0, 0);
        foreach (var (label, count) in group)
        {
            cost += count * ((2 * (_counts[part][label] - (_shares[part] * _totals[label]))) + count) / _totals[label];
            size += count;
        }

        return cost + (SizeWeight * size * ((2 * (_sizes[part] - (_shares[part] * _all))) + size) / _all);
    }

    private void Add((int Label, int Count)[] group, int part, int sign)
    {
        foreach (var (label, count) in group)
        {
            _counts[part][label] += sign * count;
            _sizes[part] += sign * count;
        }
    }
}
