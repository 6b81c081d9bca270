namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>Recordings of about the same duration.</summary>
/// <param name="Shortest">Duration of the shortest, in seconds.</param>
/// <param name="Longest">Duration of the longest, in seconds.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Accuracy">Share of them that is right.</param>
internal readonly record struct DurationBand(double Shortest, double Longest, int Count, double Accuracy);
