namespace AvianVox.Training.Exploring;

/// <summary>Histogram, mean and deviation of values that come in parts. Not safe for two threads at once.</summary>
internal sealed class ValueCounts
{
    private readonly long[] _counts;
    private double _mean;
    private double _squares;

    /// <summary>Starts empty.</summary>
    /// <param name="from">Lower edge of the first bin; what is below goes into it.</param>
    /// <param name="to">Upper edge of the last bin; what is above goes into it.</param>
    /// <param name="bins">Number of bins; at least 1.</param>
    public ValueCounts(double from, double to, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        (From, Width, _counts) = (from, (to - from) / bins, new long[bins]);
    }

    /// <summary>Lower edge of the first bin.</summary>
    public double From { get; }

    /// <summary>Width of a bin.</summary>
    public double Width { get; }

    /// <summary>Values per bin.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Values taken.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean; 0 of none.</summary>
    public double Mean => _mean;

    /// <summary>Their standard deviation over n; 0 of none.</summary>
    public double Deviation => Count == 0 ? 0 : Math.Sqrt(_squares / Count);

    /// <summary>Takes values.</summary>
    /// <param name="values">Finite values.</param>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            // Welford (1962): sums of squares over hours of sound would lose what matters.
            Count++;
            var distance = value - _mean;
            _mean += distance / Count;
            _squares += distance * (value - _mean);
            _counts[(int)Math.Clamp((value - From) / Width, 0, _counts.Length - 1)]++;
        }
    }

    /// <summary>Takes what another one of the same bins has taken.</summary>
    /// <param name="other">The other.</param>
    public void Add(ValueCounts other)
    {
        if (other.Count == 0)
        {
            return;
        }

        // Chan, Golub and LeVeque (1983).
        var (distance, count) = (other._mean - _mean, Count + other.Count);
        _squares += other._squares + (distance * distance * Count / count * other.Count);
        _mean += distance * other.Count / count;
        Count = count;
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }
}
