using AvianVox.Monitor.Pipeline;

namespace AvianVox.Monitor.Detection;

/// <summary>
/// What one source makes of its windows, with the policy that holds at the moment: keeps voices out of the clips, then
/// detects. Allocates nothing for a window in which nothing is confirmed, rejected or ends. One thread gives the windows;
/// the counts are read by any.
/// </summary>
internal sealed class SourceDetector
{
    private readonly string _source;
    private readonly StationModel _model;
    private readonly SnoozeList _snooze;
    private readonly IClipBlanker? _blanker;
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

    /// <summary>Creates the detector of one source.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="model">What classifies.</param>
    /// <param name="snooze">What people silence.</param>
    /// <param name="blanker">Whoever keeps sound; null for nobody.</param>
    /// <param name="explain">Hears of each rejection; null for nobody.</param>
    /// <param name="clock">Maps positions to UTC; anchored before the first window.</param>
    /// <param name="sink">Hears of detections, on the thread that gives the windows.</param>
    public SourceDetector(string source, StationModel model, SnoozeList snooze, IClipBlanker? blanker, IRejectionSink? explain, SourceClock clock, IDetectionSink sink)
    {
        _source = source;
        _model = model;
        _snooze = snooze;
        _blanker = blanker;
        _clock = clock;
        _sink = sink;
        _voice = () => Interlocked.Increment(ref _voices);
        Rejections = new RejectionCounter(explain);
        _policy = model.Policy.Current;
        (_privacy, _detector) = Create(_policy);
    }

    /// <summary>What the rules rejected.</summary>
    public RejectionCounter Rejections { get; }

    /// <summary>Windows in which somebody spoke.</summary>
    public long VoiceWindows => Interlocked.Read(ref _voices);

    /// <inheritdoc cref="Detector.Process" />
    public void Process(long firstSample, long length, ReadOnlySpan<float> probabilities)
    {
        var policy = _model.Policy.Current;
        if (!ReferenceEquals(policy, _policy))
        {
            _detector.Break();
            _policy = policy;
            (_privacy, _detector) = Create(policy);
        }

        _privacy.Hear(firstSample, length, probabilities);
        _detector.Process(firstSample, length, probabilities);
    }

    /// <inheritdoc cref="Detector.Break" />
    public void Break() => _detector.Break();

    private (PrivacyWatch Privacy, Detector Detector) Create(DetectionPolicy policy) => (
        policy.CreatePrivacyWatch(_source, _clock.SampleRate, _blanker, _voice),
        policy.CreateDetector(_source, _model.Name, _snooze, Rejections, _clock, _sink));
}
