namespace AvianVox.Training.Benchmarks;

/// <summary>
/// Names what most of the nearest training rows are, by Euclidean distance; as scikit-learn's KNeighborsClassifier with its
/// defaults, but for ties.
/// </summary>
/// <param name="rows">Training rows, scaled.</param>
/// <param name="labels">Class of each row, from 0.</param>
/// <param name="classes">Number of classes.</param>
internal sealed class NearestNeighbours(IReadOnlyList<double[]> rows, IReadOnlyList<int> labels, int classes)
{
    /// <summary>Rows that vote.</summary>
    public const int Neighbours = 5;

    /// <summary>
    /// Votes per class. Among equals, those without votes included, the class with the nearest row is ahead: the order of the
    /// labels, which decides in scikit-learn, means nothing.
    /// </summary>
    /// <param name="row">Features, scaled.</param>
    /// <returns>One score per class: its votes plus less than 1 for nearness; minus infinity for a class that had no rows.</returns>
    public double[] Scores(double[] row)
    {
        var scores = new double[classes];
        Array.Fill(scores, double.NegativeInfinity);
        var nearest = rows.Select(
            (other, i) => (Distance: Math.Sqrt(other.Zip(row, (a, b) => (a - b) * (a - b)).Sum()), Label: labels[i]))
                .OrderBy(n => n.Distance)
                .ToArray();
        foreach (var (distance, label) in nearest)
        {
            if (double.IsNegativeInfinity(scores[label]))
            {
                scores[label] = 1 / (2 + distance);
            }
        }

        foreach (var (_, label) in nearest.Take(Neighbours))
        {
            scores[label]++;
        }

        return scores;
    }
}
