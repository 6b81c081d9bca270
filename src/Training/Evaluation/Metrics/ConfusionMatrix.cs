namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>How often things of one class were taken for another.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    /// <summary>Counts.</summary>
    /// <param name="classes">Number of classes; at least 1.</param>
    /// <param name="right">Right class per thing.</param>
    /// <param name="named">Class that each was taken for.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a class does not exist.</exception>
    public ConfusionMatrix(int classes, ReadOnlySpan<int> right, ReadOnlySpan<int> named)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(named.Length, right.Length);
        (Classes, Count, _counts) = (classes, right.Length, new int[classes * classes]);
        for (var i = 0; i < right.Length; i++)
        {
            if ((uint)right[i] >= (uint)classes || (uint)named[i] >= (uint)classes)
            {
                throw new ArgumentException(
                    $"Row {i} is of class {right[i]} and taken for {named[i]}; there are {classes}.", nameof(right));
            }

            _counts[(right[i] * classes) + named[i]]++;
        }
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Number of things judged.</summary>
    public int Count { get; }

    /// <summary>How many things of one class were taken for another.</summary>
    /// <param name="right">What they are.</param>
    /// <param name="named">What they were taken for.</param>
    public int this[int right, int named] => _counts[(right * Classes) + named];

    /// <summary>Counts over a table, each thing taken for its highest class.</summary>
    /// <param name="table">Scores.</param>
    public static ConfusionMatrix Of(ScoreTable table) => new(table.Classes, table.Right, table.Named());

    /// <summary>Figures of every class that something is of or was taken for, in the order of the classes.</summary>
    public IReadOnlyList<ClassFigures> PerClass()
    {
        var figures = new List<ClassFigures>();
        for (var c = 0; c < Classes; c++)
        {
            var (support, named) = (0, 0);
            for (var other = 0; other < Classes; other++)
            {
                support += this[c, other];
                named += this[other, c];
            }

            if (support + named > 0)
            {
                figures.Add(new ClassFigures(c, support, named, this[c, c]));
            }
        }

        return figures;
    }

    /// <summary>Mean F1 over the classes that something is of or was taken for, each counting the same; 0 of nothing.</summary>
    /// <remarks>scikit-learn's f1_score(average="macro", zero_division=0): a class that was named and never right counts as 0.</remarks>
    public double MacroF1() => PerClass() is { Count: > 0 } figures ? figures.Average(f => f.F1) : 0;

    /// <summary>Mean recall over the classes that something is of (balanced accuracy); 0 of nothing.</summary>
    public double MacroRecall() =>
        PerClass().Where(f => f.Support > 0).ToList() is { Count: > 0 } figures ? figures.Average(f => f.Recall) : 0;
}
