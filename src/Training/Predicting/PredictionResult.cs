namespace AvianVox.Training.Predicting;

/// <summary>A file was predicted, or could not be.</summary>
/// <param name="Source">Path or address, as it was given.</param>
/// <param name="Prediction">What the model says; null where there is a fault.</param>
/// <param name="Fault">What is wrong and what to do, in one line; null where there is none.</param>
internal sealed record PredictionResult(string Source, FilePrediction? Prediction, string? Fault);
