using AvianVox.Classification.Inference;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;

namespace AvianVox.Training.Evaluation;

/// <summary>
/// Scores the windows of one recording while it is read, as the station does: the same front end, the same rule for the
/// recording's end, the
/// same runtime. One thread at a time.
/// </summary>
/// <param name="classifier">Network; shared with other walks of the same thread.</param>
/// <param name="spec">Front end.</param>
/// <param name="strideFrames">Frames between the starts of two windows.</param>
internal sealed class ScoreWalk(IWindowClassifier classifier, FeatureSpec spec, int strideFrames)
{
    private const int Block = 16_384;

    private readonly float[] _windows = new float[classifier.MaxBatch * spec.WindowValues];
    private readonly double[] _begins = new double[classifier.MaxBatch];
    private readonly float[] _probabilities = new float[classifier.MaxBatch * classifier.LabelCount];

    private ResamplingFrontEnd? _frontEnd;
    private Action<ScoredWindow> _sink = _ => { };
    private int _waiting;
    private long _samples;

    /// <summary>Length of what was heard since the beginning, in seconds.</summary>
    public double Seconds => _frontEnd is null ? 0 : (double)_samples / _frontEnd.SourceRate;

    /// <summary>Begins with a recording.</summary>
    /// <param name="rate">Its sample rate, in Hz.</param>
    /// <param name="sink">Receives every window, in order.</param>
    public void Begin(int rate, Action<ScoredWindow> sink)
    {
        if (_frontEnd?.SourceRate != rate)
        {
            _frontEnd = new ResamplingFrontEnd(new WindowStream(spec, strideFrames), rate, Block);
        }

        _frontEnd.Reset(0);
        (_sink, _waiting, _samples) = (sink, 0, 0);
    }

    /// <summary>Takes samples.</summary>
    /// <param name="samples">Mono, at the recording's rate.</param>
    public void Push(ReadOnlySpan<float> samples)
    {
        _samples += samples.Length;
        for (; !samples.IsEmpty; samples = samples[Math.Min(Block, samples.Length)..])
        {
            _frontEnd!.Write(samples[..Math.Min(Block, samples.Length)]);
            Take();
        }
    }

    /// <summary>Ends a recording.</summary>
    public void End()
    {
        _frontEnd!.Finish();
        Take();
        Flush();
    }

    private void Take()
    {
        while (_frontEnd!.TryAdvance(out var span))
        {
            _frontEnd.Window.CopyTo(_windows.AsSpan(_waiting * spec.WindowValues));
            _begins[_waiting] = (double)span.Begin / _frontEnd.SourceRate;
            if (++_waiting == classifier.MaxBatch)
            {
                Flush();
            }
        }
    }

    private void Flush()
    {
        if (_waiting == 0)
        {
            return;
        }

        var labels = classifier.LabelCount;
        classifier.Classify(_windows.AsSpan(0, _waiting * classifier.InputLength), _waiting, _probabilities.AsSpan(0, _waiting * labels));
        for (var i = 0; i < _waiting; i++)
        {
            _sink(new ScoredWindow(_begins[i], _probabilities.AsSpan(i * labels, labels).ToArray()));
        }

        _waiting = 0;
    }
}
