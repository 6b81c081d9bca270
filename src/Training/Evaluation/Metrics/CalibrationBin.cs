namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>What was said with about the same confidence.</summary>
/// <param name="From">Lower edge, exclusive but for the first bin.</param>
/// <param name="To">Upper edge, inclusive.</param>
/// <param name="Count">Things in it.</param>
/// <param name="Confidence">Their mean confidence; 0 where there are none.</param>
/// <param name="Accuracy">Share of them that is right; 0 where there are none.</param>
internal readonly record struct CalibrationBin(double From, double To, int Count, double Confidence, double Accuracy);
