namespace AvianVox.Training.Evaluation;

/// <summary>
/// One number that makes a network as sure as it is right: all logits are divided by it (Guo et al. 2017). What it names stays
/// the same.
/// </summary>
internal static class Temperature
{
    private const double Lowest = 0.05;
    private const double Highest = 20;
    private const int Steps = 60;

    /// <summary>
    /// The temperature at which what was heard is the least surprising: lowest mean negative log likelihood, every recording
    /// counting once.
    /// </summary>
    /// <param name="heard">Per recording: logits of its windows (at least one), of which that of the right label is finite, and
    /// the right label.</param>
    /// <returns>From 0.05 to 20; 1 where nothing was heard.</returns>
    public static double Fit(IReadOnlyList<(IReadOnlyList<float[]> Windows, int Right)> heard)
    {
        if (heard.Count == 0)
        {
            return 1;
        }

        // The loss has one minimum in 1/T, since it is convex there; golden-section search finds it.
        var (from, to) = (Math.Log(Lowest), Math.Log(Highest));
        var ratio = (Math.Sqrt(5) - 1) / 2;
        for (var step = 0; step < Steps; step++)
        {
            var (left, right) = (to - (ratio * (to - from)), from + (ratio * (to - from)));
            (from, to) = Loss(heard, Math.Exp(left)) <= Loss(heard, Math.Exp(right)) ? (from, right) : (left, to);
        }

        return Math.Exp((from + to) / 2);
    }

    /// <summary>Mean negative log likelihood, every recording counting once.</summary>
    /// <param name="heard">As for <see cref="Fit"/>.</param>
    /// <param name="temperature">Over 0.</param>
    public static double Loss(IReadOnlyList<(IReadOnlyList<float[]> Windows, int Right)> heard, double temperature) =>
        heard.Average(h => h.Windows.Average(w => Loss(w, h.Right, temperature)));

    private static double Loss(float[] logits, int right, double temperature)
    {
        var highest = logits.Max();
        return Math.Log(logits.Sum(l => Math.Exp((l - highest) / temperature))) - ((logits[right] - highest) / temperature);
    }
}
