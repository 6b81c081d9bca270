namespace AvianVox.Training.CrossValidation;

/// <summary>One fold with one seed.</summary>
/// <param name="Identity">What was done: only a result of the same is taken for done.</param>
/// <param name="Fold">Fold, from 0.</param>
/// <param name="Seed">Seed.</param>
/// <param name="TrainingLoss">Mean loss of the last epoch.</param>
/// <param name="WindowsPerSecond">Mean speed of training.</param>
/// <param name="Recordings">Test recordings.</param>
internal sealed record FoldResult(
    string Identity, int Fold, int Seed, double TrainingLoss, double WindowsPerSecond, IReadOnlyList<TestedRecording> Recordings);
