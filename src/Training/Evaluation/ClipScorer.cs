using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;
using AvianVox.Training.Data;

namespace AvianVox.Training.Evaluation;

/// <summary>Runs a model package over recordings as the station does: the same stream of windows, the same runtime.</summary>
internal sealed class ClipScorer : IWindowSink, IDisposable
{
    private const int Batch = 16;

    private readonly FeatureSpec _spec;
    private readonly OnnxWindowClassifier _classifier;
    private readonly WindowStream _stream;
    private readonly float[] _windows;
    private readonly float[] _probabilities;
    private List<float[]> _scores = [];
    private int _waiting;

    /// <summary>Opens the package's network.</summary>
    /// <param name="package">Package with a front end of features.</param>
    /// <param name="strideFrames">Frames between the starts of two windows.</param>
    /// <exception cref="WorkshopException">The model takes raw samples.</exception>
    public ClipScorer(ModelPackage package, int strideFrames)
    {
        var spec = package.Manifest.Features
            ?? throw new WorkshopException(
                $"Model package {package.Folder} takes raw samples; evaluation is for models that take features.");
        _spec = spec;
        _classifier = new OnnxWindowClassifier(package, 1, Batch);
        _stream = new WindowStream(spec, strideFrames);
        _windows = new float[Batch * spec.WindowValues];
        _probabilities = new float[Batch * _classifier.LabelCount];
    }

    /// <summary>Opens the package's network for judging it: windows overlap by half.</summary>
    /// <param name="package">Package with a front end of features.</param>
    public static ClipScorer AtHalfWindows(ModelPackage package) =>
        new(package, Math.Max(1, (package.Manifest.Features?.WindowFrames ?? 0) / 2));

    /// <summary>Frames between the starts of two windows.</summary>
    public int StrideFrames => _stream.StrideFrames;

    /// <summary>Scores every window of a recording.</summary>
    /// <param name="clip">Recording.</param>
    public ClipScores Score(Clip clip) => new(clip, Score(clip.Samples));

    /// <summary>Scores every window of samples.</summary>
    /// <param name="samples">Mono, at the front end's sample rate.</param>
    /// <returns>Probabilities per window; none where the samples do not fill one.</returns>
    public IReadOnlyList<float[]> Score(ReadOnlySpan<float> samples)
    {
        _scores = [];
        _stream.Reset(0);
        _stream.Push(samples, this);
        Flush();
        return _scores;
    }

    /// <summary>Scores one window.</summary>
    /// <param name="samples">Mono, at the front end's sample rate.</param>
    /// <param name="first">Its first sample; a whole window follows.</param>
    public float[] ScoreAt(ReadOnlySpan<float> samples, int first) => Score(samples.Slice(first, _spec.WindowSamples))[0];

    /// <inheritdoc />
    public void OnWindow(long firstSample, ReadOnlySpan<float> window)
    {
        window.CopyTo(_windows.AsSpan(_waiting * window.Length));
        if (++_waiting == Batch)
        {
            Flush();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _classifier.Dispose();

    private void Flush()
    {
        if (_waiting == 0)
        {
            return;
        }

        var labels = _classifier.LabelCount;
        _classifier.Classify(_windows.AsSpan(0, _waiting * _classifier.InputLength), _waiting, _probabilities.AsSpan(0, _waiting * labels));
        for (var i = 0; i < _waiting; i++)
        {
            _scores.Add(_probabilities.AsSpan(i * labels, labels).ToArray());
        }

        _waiting = 0;
    }
}
