using AvianVox.Training.Data;

namespace AvianVox.Training.Evaluation;

/// <summary>What a model says of one recording.</summary>
/// <param name="Clip">Recording.</param>
/// <param name="Windows">Probabilities per window, one array of one value per label each; at least one window.</param>
internal sealed record ClipScores(Clip Clip, IReadOnlyList<float[]> Windows)
{
    /// <summary>Mean probability per label over the windows.</summary>
    public float[] Pooled()
    {
        var mean = new float[Windows[0].Length];
        foreach (var window in Windows)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += window[i] / Windows.Count;
            }
        }

        return mean;
    }
}
