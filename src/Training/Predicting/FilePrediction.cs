namespace AvianVox.Training.Predicting;

/// <summary>What a model says of one file.</summary>
/// <param name="Source">Path or address, as it was given.</param>
/// <param name="Seconds">Length of the sound.</param>
/// <param name="Windows">Windows in order of time; at least one.</param>
/// <param name="Mean">Mean probability per label over the windows.</param>
internal sealed record FilePrediction(string Source, double Seconds, IReadOnlyList<WindowPrediction> Windows, float[] Mean)
{
    /// <summary>Labels with the highest mean, best first; among equals the first of the model.</summary>
    /// <param name="top">How many at most.</param>
    public IReadOnlyList<int> Best(int top) => Best(Mean, top);

    /// <summary>Labels with the highest probability, best first; among equals the first of the model.</summary>
    /// <param name="probabilities">One per label.</param>
    /// <param name="top">How many at most.</param>
    public static IReadOnlyList<int> Best(IReadOnlyList<float> probabilities, int top) =>
        [.. Enumerable.Range(0, probabilities.Count).OrderByDescending(i => probabilities[i]).Take(top)];

    /// <summary>The window in which a label is surest; the first of equals.</summary>
    /// <param name="label">Label.</param>
    public WindowPrediction Surest(int label) => Windows.MaxBy(w => w.Probabilities[label])!;
}
