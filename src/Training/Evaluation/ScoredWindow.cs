namespace AvianVox.Training.Evaluation;

/// <summary>What a model says of one window.</summary>
/// <param name="Begin">Where it begins in the recording, in seconds.</param>
/// <param name="Scores">One probability per label.</param>
internal readonly record struct ScoredWindow(double Begin, float[] Scores);
