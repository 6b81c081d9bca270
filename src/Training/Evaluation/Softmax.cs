namespace AvianVox.Training.Evaluation;

/// <summary>Logits to probabilities.</summary>
internal static class Softmax
{
    /// <summary>Probabilities that sum to 1. A logit of minus infinity is a label that cannot be.</summary>
    /// <param name="logits">One per label; at least one is finite.</param>
    /// <param name="temperature">Over 0; the logits are divided by it.</param>
    public static float[] Of(ReadOnlySpan<float> logits, double temperature = 1)
    {
        var highest = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            highest = Math.Max(highest, logit);
        }

        var (shares, sum) = (new double[logits.Length], 0.0);
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = Math.Exp((logits[i] - highest) / temperature);
            sum += shares[i];
        }

        return Array.ConvertAll(shares, share => (float)(share / sum));
    }
}
