using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Detection;

/// <summary>Makes the detectors of the sources from what they share.</summary>
/// <param name="Snooze">What people silence.</param>
/// <param name="Blanker">Whoever keeps sound; null for nobody.</param>
/// <param name="Explain">Hears of each rejection; null for nobody.</param>
/// <param name="Scores">Hears of every window; null for nobody.</param>
public sealed record DetectorFactory(SnoozeList Snooze, IClipBlanker? Blanker, IRejectionSink? Explain, IScoreListener? Scores = null)
{
    /// <summary>Makes the detector of one source and model.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="model">What makes a detection of the model's labels.</param>
    /// <param name="clock">Maps positions to UTC; anchored before the first window.</param>
    /// <param name="sink">Hears of detections, on the thread that gives the windows.</param>
    public SourceDetector Create(string source, ModelPolicy model, SourceClock clock, IDetectionSink sink) =>
        new(source, model, this, clock, sink);
}
