namespace AvianVox.Training.Predicting;

/// <summary>What a model says of one label over a file.</summary>
/// <param name="Mean">Mean probability over the windows.</param>
/// <param name="Highest">Highest probability of a window.</param>
/// <param name="HighestAt">Start of that window, in seconds; of the first of equals.</param>
/// <param name="Over">Windows on which it reached its threshold.</param>
internal readonly record struct LabelPrediction(float Mean, float Highest, double HighestAt, int Over);
