using AvianVox.Training.Data;

namespace AvianVox.Training.Evaluation;

/// <summary>What a model says of one recording.</summary>
/// <param name="Clip">Recording.</param>
/// <param name="Windows">Probabilities per window, one array of one value per label each; at least one window.</param>
internal sealed record ClipScores(Clip Clip, IReadOnlyList<float[]> Windows)
{
    /// <summary>Mean probability per label over the windows.</summary>
    public float[] Pooled() => Mean(Windows);

    /// <summary>Mean probability per label.</summary>
    /// <param name="windows">Probabilities per window; at least one window.</param>
    public static float[] Mean(IReadOnlyList<float[]> windows)
    {
        var mean = new float[windows[0].Length];
        foreach (var window in windows)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += window[i] / windows.Count;
            }
        }

        return mean;
    }
}
