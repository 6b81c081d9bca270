namespace AvianVox.Training.Fitting;

/// <summary>How one epoch went.</summary>
/// <param name="Epoch">Number, from 1.</param>
/// <param name="TrainingLoss">Mean cross-entropy of its steps.</param>
/// <param name="TrainingAccuracy">Share of its windows that were named right, dropout on.</param>
/// <param name="ValidationLoss">Mean cross-entropy over validation windows; that of training where there are none.</param>
/// <param name="ValidationAccuracy">Share of validation windows that were named right.</param>
/// <param name="WindowsPerSecond">Speed of training, validation not counted.</param>
/// <param name="Best">Whether the weights are the best so far.</param>
internal sealed record EpochReport(
    int Epoch,
    double TrainingLoss,
    double TrainingAccuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double WindowsPerSecond,
    bool Best);
