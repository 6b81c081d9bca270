namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>Whether a model is right as often as it says: of what it is 80 % sure, 80 % should be right.</summary>
internal sealed class Calibration
{
    /// <summary>Bins where none are asked for.</summary>
    public const int StandardBins = 15;

    /// <summary>Sorts into bins of equal width.</summary>
    /// <param name="confidence">Probability of what was named, per thing; 0 to 1.</param>
    /// <param name="right">Whether it was right.</param>
    /// <param name="bins">Number of bins; at least 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a confidence is not from 0 to 1.</exception>
    /// <remarks>Guo et al. (2017): bin m holds the confidences in ((m - 1) / M, m / M]; 0 goes into the first.</remarks>
    public Calibration(ReadOnlySpan<float> confidence, ReadOnlySpan<bool> right, int bins = StandardBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, confidence.Length);
        var (counts, sums, hits) = (new int[bins], new double[bins], new int[bins]);
        for (var i = 0; i < confidence.Length; i++)
        {
            if (!(confidence[i] >= 0 && confidence[i] <= 1))
            {
                throw new ArgumentException($"Confidence {i} is {confidence[i]}; allowed: 0 to 1.", nameof(confidence));
            }

            var bin = Math.Clamp((int)Math.Ceiling((double)confidence[i] * bins) - 1, 0, bins - 1);
            counts[bin]++;
            sums[bin] += confidence[i];
            hits[bin] += right[i] ? 1 : 0;
        }

        Count = confidence.Length;
        Bins =
        [
            .. counts.Select(
                (n, b) => new CalibrationBin(
                    (double)b / bins,
                    (b + 1.0) / bins,
                    n,
                    n == 0 ? 0 : sums[b] / n,
                    n == 0 ? 0 : (double)hits[b] / n)),
        ];
    }

    /// <summary>Things judged.</summary>
    public int Count { get; }

    /// <summary>Bins from the least sure to the surest, empty ones among them.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>
    /// Expected calibration error: mean distance of accuracy and confidence over the bins, weighted by what is in them; 0 of
    /// nothing.
    /// </summary>
    public double ExpectedError => Count == 0 ? 0 : Bins.Sum(b => b.Count * Math.Abs(b.Accuracy - b.Confidence)) / Count;

    /// <summary>Largest distance of accuracy and confidence in any bin that is not empty; 0 of nothing.</summary>
    public double LargestError => Bins.Where(b => b.Count > 0).Select(b => Math.Abs(b.Accuracy - b.Confidence)).DefaultIfEmpty().Max();

    /// <summary>Judges the class that each thing is taken for.</summary>
    /// <param name="table">Probabilities.</param>
    /// <param name="bins">Number of bins.</param>
    /// <exception cref="ArgumentException">A highest score is not from 0 to 1.</exception>
    public static Calibration Of(ScoreTable table, int bins = StandardBins)
    {
        var named = table.Named();
        var (confidence, right) = (new float[named.Length], new bool[named.Length]);
        for (var row = 0; row < named.Length; row++)
        {
            (confidence[row], right[row]) = (table.Row(row)[named[row]], named[row] == table.Right[row]);
        }

        return new Calibration(confidence, right, bins);
    }
}
