namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>Scores of things judged (windows or recordings) beside what each of them is: all that the metrics need.</summary>
internal sealed class ScoreTable
{
    private readonly float[] _scores;
    private readonly int[] _right;

    /// <summary>Takes scores.</summary>
    /// <param name="scores">Row-major (thing, class); the higher the surer. Not copied.</param>
    /// <param name="classes">Number of classes; at least 1.</param>
    /// <param name="right">Right class per thing. Not copied.</param>
    /// <exception cref="ArgumentException">The lengths do not fit one another, a class does not exist, or a score is not a finite
    /// number.</exception>
    public ScoreTable(float[] scores, int classes, int[] right)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (scores.Length != classes * right.Length)
        {
            throw new ArgumentException($"{scores.Length} scores for {right.Length} rows of {classes} classes.", nameof(scores));
        }

        // What is not a number compares with nothing, and every rank would be an accident.
        if (Array.FindIndex(scores, s => !float.IsFinite(s)) is >= 0 and var bad)
        {
            throw new ArgumentException($"Row {bad / classes}, class {bad % classes}: the score is {scores[bad]}.", nameof(scores));
        }

        if (Array.FindIndex(right, r => r < 0 || r >= classes) is >= 0 and var row)
        {
            throw new ArgumentException($"Row {row} is of class {right[row]}; there are {classes}.", nameof(right));
        }

        (_scores, _right, Classes) = (scores, right, classes);
    }

    /// <summary>Number of things judged.</summary>
    public int Count => _right.Length;

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Right class per thing.</summary>
    public ReadOnlySpan<int> Right => _right;

    /// <summary>Builds a table of rows.</summary>
    /// <param name="rows">Scores per class, and the right class.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">As for the constructor.</exception>
    public static ScoreTable Of(IReadOnlyCollection<(float[] Scores, int Right)> rows, int classes) =>
        new([.. rows.SelectMany(r => r.Scores)], classes, [.. rows.Select(r => r.Right)]);

    /// <summary>Scores of one thing, one per class.</summary>
    /// <param name="row">Below <see cref="Count"/>.</param>
    public ReadOnlySpan<float> Row(int row) => _scores.AsSpan(row * Classes, Classes);

    /// <summary>The class with the highest score of each thing; among equals the first, as NumPy's argmax.</summary>
    public int[] Named()
    {
        var named = new int[Count];
        for (var row = 0; row < named.Length; row++)
        {
            named[row] = Highest(Row(row));
        }

        return named;
    }

    /// <summary>Index of the highest value; among equals the first.</summary>
    /// <param name="scores">At least one.</param>
    public static int Highest(ReadOnlySpan<float> scores)
    {
        var highest = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            highest = scores[i] > scores[highest] ? i : highest;
        }

        return highest;
    }

    /// <summary>How often the right class is first, or among the first five; a tie counts against.</summary>
    public Accuracy Accuracy()
    {
        var accuracy = default(Accuracy);
        for (var row = 0; row < Count; row++)
        {
            accuracy = accuracy.With(Row(row), _right[row]);
        }

        return accuracy;
    }

    /// <summary>One row per group, the mean of its rows: windows become recordings.</summary>
    /// <param name="group">Group of each row, in any order; groups come out in the order of their first rows.</param>
    /// <exception cref="ArgumentException">The length is not the table's, or a group holds two classes.</exception>
    public ScoreTable Pooled<T>(IReadOnlyList<T> group)
        where T : notnull
    {
        if (group.Count != Count)
        {
            throw new ArgumentException($"{group.Count} groups for {Count} rows.", nameof(group));
        }

        var rows = Enumerable.Range(0, Count).GroupBy(r => group[r]).ToList();
        var (scores, right) = (new float[rows.Count * Classes], new int[rows.Count]);
        for (var at = 0; at < rows.Count; at++)
        {
            right[at] = _right[rows[at].First()];
            var mean = new double[Classes];
            foreach (var row in rows[at])
            {
                if (_right[row] != right[at])
                {
                    throw new ArgumentException($"Group {rows[at].Key} holds classes {right[at]} and {_right[row]}.", nameof(group));
                }

                for (var c = 0; c < Classes; c++)
                {
                    mean[c] += _scores[(row * Classes) + c];
                }
            }

            var count = rows[at].Count();
            for (var c = 0; c < Classes; c++)
            {
                scores[(at * Classes) + c] = (float)(mean[c] / count);
            }
        }

        return new ScoreTable(scores, Classes, right);
    }
}
