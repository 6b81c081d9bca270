namespace AvianVox.Training.Benchmarks;

/// <summary>Gaussian naive Bayes: every feature of a class has a mean and a variance of its own, and no feature knows of another.</summary>
/// <remarks>
/// As scikit-learn's GaussianNB with its defaults: priors from counts, population variances, and to each of them added
/// 1e-9 times the largest variance that any feature has over all training rows. Everything is summed in double.
/// </remarks>
internal sealed class GaussianNaiveBayes
{
    /// <summary>scikit-learn's var_smoothing.</summary>
    private const double Smoothing = 1e-9;

    /// <summary>Mean per class and feature; null for a class without rows.</summary>
    private readonly double[]?[] _means;

    /// <summary>1 / variance per class and feature.</summary>
    private readonly double[][] _precisions;

    /// <summary>What does not depend on the row: log prior and the normalising constants.</summary>
    private readonly double[] _constants;

    private GaussianNaiveBayes(int classes)
    {
        _means = new double[]?[classes];
        _precisions = new double[classes][];
        _constants = new double[classes];
        Array.Fill(_constants, double.NegativeInfinity);
    }

    /// <summary>Fits.</summary>
    /// <param name="rows">Features of each row; at least one row, all of one length.</param>
    /// <param name="labels">Class of each row, from 0.</param>
    /// <param name="classes">Number of classes; one that has no row is never named.</param>
    /// <exception cref="WorkshopException">All rows are the same, so that there is no variance to go by.</exception>
    public static GaussianNaiveBayes Fit(IReadOnlyList<float[]> rows, IReadOnlyList<int> labels, int classes)
    {
        var epsilon = Smoothing * Moments(rows).Variances.Max();
        if (!(epsilon > 0))
        {
            throw new WorkshopException(
                "All training windows are the same, so naive Bayes has nothing to go by; look whether the recordings hold sound.");
        }

        var model = new GaussianNaiveBayes(classes);
        var rowsOf = labels.Index().ToLookup(l => l.Item, l => rows[l.Index]);
        Parallel.ForEach(rowsOf, group =>
        {
            float[][] own = [.. group];
            var (means, variances) = Moments(own);
            var constant = Math.Log((double)own.Length / rows.Count);
            for (var f = 0; f < variances.Length; f++)
            {
                var variance = variances[f] + epsilon;
                constant -= 0.5 * Math.Log(2 * Math.PI * variance);
                variances[f] = 1 / variance;
            }

            (model._means[group.Key], model._precisions[group.Key], model._constants[group.Key]) = (means, variances, constant);
        });
        return model;
    }

    /// <summary>Log posterior of each class: log of prior times likelihood, less the log of their sum over the classes.</summary>
    /// <param name="row">Features.</param>
    /// <returns>One value per class; minus infinity for a class that had no rows.</returns>
    public double[] LogPosterior(ReadOnlySpan<float> row)
    {
        var joint = (double[])_constants.Clone();
        for (var c = 0; c < joint.Length; c++)
        {
            if (_means[c] is not { } means)
            {
                continue;
            }

            var precisions = _precisions[c];
            var sum = 0.0;
            for (var f = 0; f < row.Length; f++)
            {
                var off = row[f] - means[f];
                sum += off * off * precisions[f];
            }

            joint[c] -= 0.5 * sum;
        }

        // The largest is taken out before the exponential: a likelihood of 16,384 pixels is far below the smallest double.
        var largest = joint.Max();
        var total = largest + Math.Log(joint.Sum(j => Math.Exp(j - largest)));
        return Array.ConvertAll(joint, j => j - total);
    }

    private static (double[] Means, double[] Variances) Moments(IReadOnlyList<float[]> rows)
    {
        var means = new double[rows[0].Length];
        foreach (var row in rows)
        {
            for (var f = 0; f < means.Length; f++)
            {
                means[f] += row[f];
            }
        }

        for (var f = 0; f < means.Length; f++)
        {
            means[f] /= rows.Count;
        }

        // In two passes: the difference of two sums would lose a variance that is small against the mean.
        var variances = new double[means.Length];
        foreach (var row in rows)
        {
            for (var f = 0; f < means.Length; f++)
            {
                var off = row[f] - means[f];
                variances[f] += off * off;
            }
        }

        for (var f = 0; f < means.Length; f++)
        {
            variances[f] /= rows.Count;
        }

        return (means, variances);
    }
}
