using AvianVox.Monitor.Pipeline;

namespace AvianVox.Monitor.Detection;

/// <summary>Makes the detectors of the sources from what they share.</summary>
/// <param name="snooze">What people silence.</param>
/// <param name="blanker">Whoever keeps sound; null for nobody.</param>
/// <param name="explain">Hears of each rejection; null for nobody.</param>
internal sealed class DetectorFactory(SnoozeList snooze, IClipBlanker? blanker, IRejectionSink? explain)
{
    /// <summary>Makes the detector of one source.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="model">What classifies.</param>
    /// <param name="clock">Maps positions to UTC; anchored before the first window.</param>
    /// <param name="sink">Hears of detections, on the thread that gives the windows.</param>
    public SourceDetector Create(string source, StationModel model, SourceClock clock, IDetectionSink sink) =>
        new(source, model, snooze, blanker, explain, clock, sink);
}
