namespace AvianVox.Training.Predicting;

/// <summary>
/// What a model says of one file. It holds no more for a long file than for a short one, but for windows that are asked for.
/// </summary>
/// <param name="Source">Path or address, as it was given.</param>
/// <param name="Seconds">Length of the sound.</param>
/// <param name="WindowCount">Windows heard; at least 1.</param>
/// <param name="Labels">What is said of each label.</param>
/// <param name="Windows">Windows in order of time; empty where they were not asked for.</param>
internal sealed record FilePrediction(
    string Source, double Seconds, int WindowCount, IReadOnlyList<LabelPrediction> Labels, IReadOnlyList<WindowPrediction> Windows)
{
    /// <summary>Labels with the highest mean, best first; among equals the first of the model.</summary>
    /// <param name="top">How many at most.</param>
    public IReadOnlyList<int> Best(int top) => Best([.. Labels.Select(l => l.Mean)], top);

    /// <summary>Labels with the highest probability, best first; among equals the first of the model.</summary>
    /// <param name="probabilities">One per label.</param>
    /// <param name="top">How many at most.</param>
    public static IReadOnlyList<int> Best(IReadOnlyList<float> probabilities, int top) =>
        [.. Enumerable.Range(0, probabilities.Count).OrderByDescending(i => probabilities[i]).Take(top)];
}
