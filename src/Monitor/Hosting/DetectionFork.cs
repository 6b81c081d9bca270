using AvianVox.Monitor.Detection;

namespace AvianVox.Monitor.Hosting;

/// <summary>Tells a second listener of detections, after the journal.</summary>
/// <param name="journal">Hears first.</param>
/// <param name="listener">Hears then.</param>
internal sealed class DetectionFork(IDetectionSink journal, IDetectionSink listener) : IDetectionSink
{
    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection)
    {
        journal.Confirmed(detection);
        listener.Confirmed(detection);
    }

    /// <inheritdoc />
    public void Ended(DetectionRecord detection)
    {
        journal.Ended(detection);
        listener.Ended(detection);
    }
}
