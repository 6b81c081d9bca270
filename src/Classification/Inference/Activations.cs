using AvianVox.Classification.Packages;

namespace AvianVox.Classification.Inference;

/// <summary>Turns a network's output into probabilities.</summary>
internal static class Activations
{
    /// <summary>Applies an activation in place; the result lies in 0 to 1.</summary>
    /// <param name="activation">What the output is.</param>
    /// <param name="scores">Output of one window; receives probabilities.</param>
    /// <returns>How many scores were not a number; each of them is 0 now.</returns>
    public static int Apply(OutputActivation activation, Span<float> scores)
    {
        switch (activation)
        {
            case OutputActivation.LogitsSoftmax:
                Softmax(scores);
                break;
            case OutputActivation.LogitsSigmoid:
                foreach (ref var score in scores)
                {
                    score = 1 / (1 + MathF.Exp(-score));
                }

                break;
        }

        var lost = 0;
        foreach (ref var score in scores)
        {
            if (float.IsNaN(score))
            {
                score = 0;
                lost++;
            }
            else
            {
                score = Math.Clamp(score, 0, 1);
            }
        }

        return lost;
    }

    /// <summary>exp(x - max) over its sum: the shift keeps large logits from overflowing.</summary>
    private static void Softmax(Span<float> scores)
    {
        var max = float.NegativeInfinity;
        foreach (var score in scores)
        {
            max = Math.Max(max, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            score = MathF.Exp(score - max);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }
}
