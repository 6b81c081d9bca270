namespace AvianVox.Training.Benchmarks;

/// <summary>Brings every feature to mean 0 and deviation 1 over the training rows, as scikit-learn's StandardScaler.</summary>
internal sealed class Standardiser
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    /// <summary>Measures.</summary>
    /// <param name="rows">Training rows, and only those; at least one.</param>
    public Standardiser(IReadOnlyList<double[]> rows)
    {
        _means = [.. Enumerable.Range(0, rows[0].Length).Select(f => rows.Average(r => r[f]))];
        // A feature that never varies is only centred.
        _deviations =
        [
            .. _means.Select(
                (mean, f) => Math.Sqrt(rows.Average(r => (r[f] - mean) * (r[f] - mean))) is > 0 and var deviation ? deviation : 1),
        ];
    }

    /// <summary>A row, scaled.</summary>
    /// <param name="row">Features.</param>
    public double[] Apply(double[] row) => [.. row.Select((value, f) => (value - _means[f]) / _deviations[f])];
}
