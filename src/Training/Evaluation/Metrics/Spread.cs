namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>Mean and deviation of repeated measurements.</summary>
/// <param name="Values">The measurements.</param>
internal sealed record Spread(IReadOnlyList<double> Values)
{
    /// <summary>Their mean; 0 of none.</summary>
    public double Mean => Values.Count == 0 ? 0 : Values.Average();

    /// <summary>Their standard deviation over n, not n - 1: the study's; 0 of none.</summary>
    public double Deviation
    {
        get
        {
            var mean = Mean;
            return Values.Count == 0 ? 0 : Math.Sqrt(Values.Average(v => (v - mean) * (v - mean)));
        }
    }

    /// <summary>The smallest; 0 of none.</summary>
    public double Lowest => Values.DefaultIfEmpty().Min();

    /// <summary>The largest; 0 of none.</summary>
    public double Highest => Values.DefaultIfEmpty().Max();
}
