namespace AvianVox.Training.Predicting;

/// <summary>What a model says of one window.</summary>
/// <param name="From">Start within the file, in seconds.</param>
/// <param name="To">End within the file, in seconds.</param>
/// <param name="Best">The labels with the highest probabilities, best first.</param>
internal sealed record WindowPrediction(double From, double To, IReadOnlyList<(int Label, float Probability)> Best);
