using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;

namespace AvianVox.Training.Predicting;

/// <summary>Runs a model package over whole files, in the station's own runtime. One thread at a time.</summary>
internal sealed class Predictor : IDisposable
{
    private readonly FeatureSpec _spec;
    private readonly ClipScorer _scorer;
    private readonly int _stride;

    /// <summary>Opens a package.</summary>
    /// <param name="package">Package with a front end of features.</param>
    /// <exception cref="WorkshopException">The model takes raw samples.</exception>
    public Predictor(ModelPackage package)
    {
        _scorer = ClipScorer.AtHalfWindows(package);
        _spec = package.Manifest.Features!;
        _stride = _scorer.StrideFrames * _spec.Hop;
    }

    /// <summary>
    /// Predicts a file. What is shorter than a window is repeated until it fills one; a last window ends with the file, so that
    /// all of it is heard.
    /// </summary>
    /// <param name="source">What to call it.</param>
    /// <param name="path">Path.</param>
    /// <exception cref="Audio.AudioException">It cannot be decoded.</exception>
    public FilePrediction Predict(string source, string path)
    {
        var own = ClipLoader.Decode(path, _spec.SampleRate);
        var samples = ClipLoader.Loop(own, _spec.WindowSamples);
        List<(int First, float[] Scores)> heard = [.. _scorer.Score(samples).Select((s, w) => (w * _stride, s))];
        var last = samples.Length - _spec.WindowSamples;
        if (heard[^1].First < last)
        {
            heard.Add((last, _scorer.ScoreAt(samples, last)));
        }

        double Seconds(int sample) => (double)Math.Min(sample, own.Length) / _spec.SampleRate;
        var windows = heard.Select(h => new WindowPrediction(Seconds(h.First), Seconds(h.First + _spec.WindowSamples), h.Scores)).ToList();
        return new FilePrediction(source, Seconds(own.Length), windows, ClipScores.Mean([.. windows.Select(w => w.Probabilities)]));
    }

    /// <inheritdoc />
    public void Dispose() => _scorer.Dispose();
}
