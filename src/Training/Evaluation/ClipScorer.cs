using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Data;
using AvianVox.Training.Sounds;

namespace AvianVox.Training.Evaluation;

/// <summary>Runs a model package over recordings as the station does, in constant memory. One thread at a time.</summary>
internal sealed class ClipScorer : IDisposable
{
    private const int Batch = 16;
    private readonly OnnxWindowClassifier _classifier;
    private readonly List<ScoreWalk> _walks = [];
    private float[] _scaled = [];

    /// <summary>Opens the package's network.</summary>
    /// <param name="package">Package with a front end of features.</param>
    /// <param name="strideFrames">Frames between the starts of two windows.</param>
    /// <exception cref="WorkshopException">The model takes raw samples.</exception>
    public ClipScorer(ModelPackage package, int strideFrames)
    {
        Spec = package.Manifest.Features
            ?? throw new WorkshopException(
                $"Model package {package.Folder} takes raw samples; evaluation is for models that take features.");
        StrideFrames = strideFrames;
        _classifier = new OnnxWindowClassifier(package, 1, Batch);
    }

    /// <summary>Opens the package's network for judging it: windows overlap by half.</summary>
    /// <param name="package">Package with a front end of features.</param>
    public static ClipScorer AtHalfWindows(ModelPackage package) =>
        new(package, Math.Max(1, (package.Manifest.Features?.WindowFrames ?? 0) / 2));

    /// <summary>Front end.</summary>
    public FeatureSpec Spec { get; }

    /// <summary>Frames between the starts of two windows.</summary>
    public int StrideFrames { get; }

    /// <summary>Scores every window of a recording in memory.</summary>
    /// <param name="clip">Recording.</param>
    public ClipScores Score(Clip clip) => new(clip, Score(clip.Samples));

    /// <summary>Scores every window of samples.</summary>
    /// <param name="samples">Mono, at the front end's sample rate.</param>
    /// <returns>Probabilities per window; at least one.</returns>
    public IReadOnlyList<float[]> Score(ReadOnlySpan<float> samples)
    {
        var scores = new List<float[]>();
        var walk = Walk(0);
        walk.Begin(Spec.SampleRate, window => scores.Add(window.Scores));
        walk.Push(samples);
        walk.End();
        return scores;
    }

    /// <summary>Scores every window of a file.</summary>
    /// <param name="path">Path.</param>
    /// <param name="sink">Receives every window, in order.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Length heard, in seconds.</returns>
    /// <exception cref="Audio.AudioException">It cannot be decoded.</exception>
    public double Score(string path, Action<ScoredWindow> sink, CancellationToken stop)
    {
        var walk = Walk(0);
        SoundBlocks.Read(path, (rate, _) => walk.Begin(rate, sink), walk.Push, stop);
        walk.End();
        return walk.Seconds;
    }

    /// <summary>Scores every window of a recording, as it is and louder or softer, reading it once.</summary>
    /// <param name="recording">Recording.</param>
    /// <param name="gains">Gains beside none, in dB.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Length heard in seconds, and the scores: without gain, then one list per gain.</returns>
    /// <exception cref="Audio.AudioException">It cannot be decoded.</exception>
    public (double Seconds, IReadOnlyList<float[]>[] Scores) Score(Recording recording, IReadOnlyList<double> gains, CancellationToken stop)
    {
        List<float[]>[] scores = [.. Enumerable.Range(0, gains.Count + 1).Select(_ => new List<float[]>())];
        RecordingBlocks.Read(
            recording,
            rate =>
            {
                for (var i = 0; i < scores.Length; i++)
                {
                    var into = scores[i];
                    Walk(i).Begin(rate, window => into.Add(window.Scores));
                }
            },
            samples =>
            {
                Walk(0).Push(samples);
                for (var g = 0; g < gains.Count; g++)
                {
                    Walk(g + 1).Push(Scaled(samples, gains[g]));
                }
            },
            stop);
        for (var i = 0; i < scores.Length; i++)
        {
            Walk(i).End();
        }

        return (Walk(0).Seconds, scores);
    }

    /// <summary>Scores single windows of a recording.</summary>
    /// <param name="recording">Recording.</param>
    /// <param name="begins">Begin of each, in seconds; what lies behind the recording's end is its beginning again.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Scores, in the order of the windows.</returns>
    /// <exception cref="Audio.AudioException">It cannot be decoded.</exception>
    public IReadOnlyList<float[]> ScoreAt(Recording recording, IReadOnlyList<double> begins, CancellationToken stop)
    {
        var (rate, at) = (0, 0L);
        var windows = Array.Empty<float[]>();
        RecordingBlocks.Read(
            recording,
            own =>
            {
                rate = own;
                windows = [.. begins.Select(_ => new float[(int)(((long)Spec.WindowSamples * own / Spec.SampleRate) + 1)])];
            },
            samples =>
            {
                for (var i = 0; i < windows.Length; i++)
                {
                    var first = (long)Math.Round(begins[i] * rate);
                    var (from, to) = (Math.Max(first, at), Math.Min(first + windows[i].Length, at + samples.Length));
                    if (from < to)
                    {
                        samples[(int)(from - at)..(int)(to - at)].CopyTo(windows[i].AsSpan((int)(from - first)));
                    }
                }

                at += samples.Length;
            },
            stop);
        var scores = new List<float[]>();
        foreach (var (i, window) in windows.Index())
        {
            var here = (int)Math.Min(window.Length, at - (long)Math.Round(begins[i] * rate));
            var walk = Walk(0);
            float[]? first = null;
            walk.Begin(rate, scored => first ??= scored.Scores);
            walk.Push(window.AsSpan(0, here));
            walk.End();
            scores.Add(first!);
        }

        return scores;
    }

    /// <inheritdoc />
    public void Dispose() => _classifier.Dispose();

    private ScoreWalk Walk(int index)
    {
        while (_walks.Count <= index)
        {
            _walks.Add(new ScoreWalk(_classifier, Spec, StrideFrames));
        }

        return _walks[index];
    }

    /// <summary>Samples are floating-point numbers, so nothing is clipped.</summary>
    private ReadOnlySpan<float> Scaled(ReadOnlySpan<float> samples, double decibels)
    {
        if (_scaled.Length < samples.Length)
        {
            _scaled = new float[samples.Length];
        }

        var factor = (float)Math.Pow(10, decibels / 20);
        for (var i = 0; i < samples.Length; i++)
        {
            _scaled[i] = samples[i] * factor;
        }

        return _scaled.AsSpan(0, samples.Length);
    }
}
