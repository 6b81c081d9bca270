namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>Average precision: how far up the right things stand when all are ordered by their score for a class.</summary>
internal static class AveragePrecision
{
    /// <summary>Average precision of one class.</summary>
    /// <param name="scores">Score per thing, the higher the surer; finite.</param>
    /// <param name="positive">Whether each is of the class.</param>
    /// <returns>0 to 1; null where nothing is of the class, which leaves it undefined.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>
    /// scikit-learn's average_precision_score: sum over the distinct scores, from the highest, of (R_n - R_n-1) P_n, where
    /// things of equal score come in together. Steps, no interpolation.
    /// </remarks>
    public static double? Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        if (positive.Length != scores.Length)
        {
            throw new ArgumentException($"{positive.Length} truths for {scores.Length} scores.", nameof(positive));
        }

        var (keys, right) = (scores.ToArray(), positive.ToArray());
        Array.Sort(keys, right);
        var total = right.Count(r => r);
        if (total == 0)
        {
            return null;
        }

        var (sum, found) = (0.0, 0);
        for (var at = keys.Length - 1; at >= 0;)
        {
            var (score, before) = (keys[at], found);
            for (; at >= 0 && keys[at] == score; at--)
            {
                found += right[at] ? 1 : 0;
            }

            sum += (double)(found - before) / total * found / (keys.Length - 1 - at);
        }

        return sum;
    }

    /// <summary>Average precision of every class against all others.</summary>
    /// <param name="table">Scores.</param>
    /// <returns>One value per class; null where nothing is of it.</returns>
    public static double?[] PerClass(ScoreTable table)
    {
        var values = new double?[table.Classes];
        var (scores, positive) = (new float[table.Count], new bool[table.Count]);
        for (var c = 0; c < values.Length; c++)
        {
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] = table.Row(row)[c];
                positive[row] = table.Right[row] == c;
            }

            values[c] = Of(scores, positive);
        }

        return values;
    }

    /// <summary>Mean over the classes that something is of, each counting the same; 0 of nothing.</summary>
    /// <param name="table">Scores.</param>
    public static double Mean(ScoreTable table) => PerClass(table).Average() ?? 0;
}
