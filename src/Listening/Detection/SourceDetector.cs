using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Detection;

/// <summary>
/// What one source makes of its windows, with the policy that holds at the moment: keeps voices out of the clips, then
/// detects. Allocates nothing for a window in which nothing is confirmed, rejected or ends. One thread gives the windows;
/// the counts are read by any.
/// </summary>
public sealed class SourceDetector
{
    private readonly string _source;
    private readonly ModelPolicy _model;
    private readonly DetectorFactory _shared;
    private readonly SourceClock _clock;
    private readonly IDetectionSink _sink;

    /// <summary>Counts windows with a voice; one delegate for good.</summary>
    private readonly Action _voice;

    /// <summary>What was in force at the last window.</summary>
    private DetectionPolicy _policy;

    /// <summary>Looks for voices by that policy.</summary>
    private PrivacyWatch _privacy;

    /// <summary>Detects by that policy.</summary>
    private Detector _detector;

    /// <summary>Windows with a voice.</summary>
    private long _voices;

    /// <summary>Creates the detector of one source and model.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="model">What makes a detection of the model's labels.</param>
    /// <param name="shared">What detectors share.</param>
    /// <param name="clock">Maps positions to UTC; anchored before the first window.</param>
    /// <param name="sink">Hears of detections, on the thread that gives the windows.</param>
    public SourceDetector(string source, ModelPolicy model, DetectorFactory shared, SourceClock clock, IDetectionSink sink)
    {
        _source = source;
        _model = model;
        _shared = shared;
        _clock = clock;
        _sink = sink;
        _voice = () => Interlocked.Increment(ref _voices);
        Rejections = new RejectionCounter(shared.Explain);
        _policy = model.Current;
        (_privacy, _detector) = Create(_policy);
    }

    /// <summary>Name and version of the model.</summary>
    public string Model => _model.Model.Name;

    /// <summary>What the rules rejected.</summary>
    public RejectionCounter Rejections { get; }

    /// <summary>Windows in which somebody spoke.</summary>
    public long VoiceWindows => Interlocked.Read(ref _voices);

    /// <inheritdoc cref="Detector.Process" />
    public void Process(long firstSample, long length, ReadOnlySpan<float> probabilities)
    {
        var policy = _model.Current;
        if (!ReferenceEquals(policy, _policy))
        {
            _detector.Break();
            _policy = policy;
            (_privacy, _detector) = Create(policy);
        }

        _shared.Scores?.Hear(_model, probabilities);
        _privacy.Hear(firstSample, length, probabilities);
        _detector.Process(firstSample, length, probabilities);
    }

    /// <inheritdoc cref="Detector.Break" />
    public void Break() => _detector.Break();

    private (PrivacyWatch Privacy, Detector Detector) Create(DetectionPolicy policy) => (
        policy.CreatePrivacyWatch(_source, _clock.SampleRate, _shared.Blanker, _voice),
        policy.CreateDetector(_source, _model.Model.Name, _shared.Snooze, Rejections, _clock, _sink));
}
