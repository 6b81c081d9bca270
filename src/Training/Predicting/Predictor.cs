using AvianVox.Classification.Packages;
using AvianVox.Training.Evaluation;

namespace AvianVox.Training.Predicting;

/// <summary>Runs a model package over whole files, in the station's own runtime. One thread at a time.</summary>
/// <param name="package">Package with a front end of features.</param>
/// <param name="topPerWindow">Labels that are kept of each window; 0 keeps no windows.</param>
/// <exception cref="WorkshopException">The model takes raw samples.</exception>
internal sealed class Predictor(ModelPackage package, int topPerWindow) : IDisposable
{
    private readonly ClipScorer _scorer = ClipScorer.AtHalfWindows(package);

    /// <summary>Predicts a file, all of it, in constant memory.</summary>
    /// <param name="source">What to call it.</param>
    /// <param name="path">Path.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Audio.AudioException">It cannot be decoded.</exception>
    public FilePrediction Predict(string source, string path, CancellationToken stop)
    {
        var labels = package.Labels.Count;
        var thresholds = package.Labels.Select(package.Manifest.ThresholdOf).ToArray();
        var (sums, highest, over) = (new double[labels], new (float Score, double Begin)[labels], new int[labels]);
        var (count, kept) = (0, new List<(double Begin, IReadOnlyList<(int, float)> Best)>());
        var seconds = _scorer.Score(
            path,
            window =>
            {
                for (var i = 0; i < labels; i++)
                {
                    sums[i] += window.Scores[i];
                    highest[i] = count == 0 || window.Scores[i] > highest[i].Score ? (window.Scores[i], window.Begin) : highest[i];
                    over[i] += window.Scores[i] >= thresholds[i] ? 1 : 0;
                }

                count++;
                if (topPerWindow > 0)
                {
                    kept.Add((window.Begin, [.. FilePrediction.Best(window.Scores, topPerWindow).Select(l => (l, window.Scores[l]))]));
                }
            },
            stop);
        var length = (double)_scorer.Spec.WindowSamples / _scorer.Spec.SampleRate;
        return new FilePrediction(
            source,
            seconds,
            count,
            [.. sums.Select((sum, i) => new LabelPrediction((float)(sum / count), highest[i].Score, highest[i].Begin, over[i]))],
            [.. kept.Select(w => new WindowPrediction(w.Begin, Math.Min(seconds, w.Begin + length), w.Best))]);
    }

    /// <inheritdoc />
    public void Dispose() => _scorer.Dispose();
}
