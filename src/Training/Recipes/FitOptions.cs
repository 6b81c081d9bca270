namespace AvianVox.Training.Recipes;

/// <summary>How the weights are fitted; a part of a recipe.</summary>
internal sealed record FitOptions
{
    /// <summary>Epochs; at least 1.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Windows per step; at least 1.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Adam's learning rate at its height.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Share of all steps in which the learning rate rises from 0; 0 to below 1.</summary>
    public double WarmUp { get; init; }

    /// <summary>Whether the learning rate then falls to 0 along half a cosine; else it stays.</summary>
    public bool Cosine { get; init; } = true;

    /// <summary>Decay of kernels per step, times the learning rate (Loshchilov and Hutter 2019); norms and biases do not decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Adam's epsilon; Keras has 1e-7.</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <summary>Share of the target that is spread over all labels, 0 to below 1: keeps the scores from all being near 0 or 1.</summary>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>
    /// How much of the moving average of the weights stays at each step; 0: no average. It is the average that is judged and
    /// kept.
    /// </summary>
    public double Averaging { get; init; }

    /// <summary>Whether the epoch with the lowest validation loss is kept; else the last, which nothing chose.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Every fault, each naming the key, its value and what is allowed.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        void Require(bool holds, string key, object value, string allowed)
        {
            if (!holds)
            {
                faults.Add(FormattableString.Invariant($"fit.{key} is {value}; allowed: {allowed}"));
            }
        }

        Require(Epochs is >= 1 and <= 100_000, "epochs", Epochs, "1 to 100000");
        Require(Batch is >= 1 and <= 4_096, "batch", Batch, "1 to 4096");
        Require(LearningRate is > 0 and <= 1, "learningRate", LearningRate, "over 0 to 1");
        Require(WarmUp is >= 0 and < 1, "warmUp", WarmUp, "0 to below 1");
        Require(WeightDecay is >= 0 and <= 1, "weightDecay", WeightDecay, "0 to 1");
        Require(Epsilon is > 0 and <= 1, "epsilon", Epsilon, "over 0 to 1");
        Require(LabelSmoothing is >= 0 and < 1, "labelSmoothing", LabelSmoothing, "0 to below 1");
        Require(Averaging is >= 0 and < 1, "averaging", Averaging, "0 to below 1");
        return faults;
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="steps">All steps.</param>
    public double RateAt(int step, int steps)
    {
        var rise = WarmUp > 0 ? Math.Min(1, (step + 1) / (WarmUp * steps)) : 1;
        return LearningRate * rise * (Cosine ? 0.5 * (1 + Math.Cos(Math.PI * step / steps)) : 1);
    }
}
