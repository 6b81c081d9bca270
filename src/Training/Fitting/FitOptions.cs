namespace AvianVox.Training.Fitting;

/// <summary>How the weights are fitted.</summary>
internal sealed record FitOptions
{
    /// <summary>Epochs; at least 1.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Windows drawn per epoch; at least 1.</summary>
    public int WindowsPerEpoch { get; init; } = 1_600;

    /// <summary>Windows per step; at least 1.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Adam's learning rate at the start; it falls to 0 along half a cosine.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Share of the target that is spread over all labels, 0 to 1: keeps the scores from all being near 0 or 1.</summary>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>Decides weights, dropout and draws.</summary>
    public int Seed { get; init; } = 37;
}
