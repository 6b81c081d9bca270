using AvianVox.Training.Fitting;

namespace AvianVox.Training.CrossValidation;

/// <summary>Is told how a cross-validation goes.</summary>
internal interface ICrossValidationMonitor : ITrainingMonitor
{
    /// <summary>A fold was done, now or earlier.</summary>
    /// <param name="result">How it went.</param>
    /// <param name="done">Folds done, over all seeds.</param>
    /// <param name="total">Folds in all.</param>
    void Fold(FoldResult result, int done, int total);
}
