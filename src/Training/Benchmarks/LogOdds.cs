namespace AvianVox.Training.Benchmarks;

/// <summary>
/// Log odds of each class against all others. They rank classes and recordings as probabilities would, but never run together at
/// 0 and 1, where the posteriors of 16,384 pixels all are.
/// </summary>
internal static class LogOdds
{
    /// <summary>Log odds.</summary>
    /// <param name="logs">Log of the probability of each class, up to a constant; minus infinity for a class that is never named.</param>
    /// <returns>One finite value per class.</returns>
    public static float[] Of(IReadOnlyList<double> logs)
    {
        var odds = new float[logs.Count];
        for (var c = 0; c < odds.Length; c++)
        {
            var highest = double.NegativeInfinity;
            for (var other = 0; other < odds.Length; other++)
            {
                highest = other == c ? highest : Math.Max(highest, logs[other]);
            }

            var sum = 0.0;
            for (var other = 0; other < odds.Length && double.IsFinite(highest); other++)
            {
                sum += other == c ? 0 : Math.Exp(logs[other] - highest);
            }

            // Whether there is another class or not, one that is never named comes last.
            odds[c] = Finite(double.IsNegativeInfinity(logs[c]) ? logs[c] : logs[c] - highest - (sum > 0 ? Math.Log(sum) : 0));
        }

        return odds;
    }

    /// <summary>The nearest number of single precision.</summary>
    /// <param name="score">Any but not a number; infinities become the largest numbers.</param>
    public static float Finite(double score) => (float)Math.Clamp(score, float.MinValue, float.MaxValue);
}
