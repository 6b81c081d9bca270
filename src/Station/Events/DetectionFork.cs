using AvianVox.Listening.Detection;

namespace AvianVox.Station.Events;

/// <summary>Tells two listeners of detections, one after the other.</summary>
/// <param name="first">Hears first.</param>
/// <param name="second">Hears then.</param>
public sealed class DetectionFork(IDetectionSink first, IDetectionSink second) : IDetectionSink
{
    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection)
    {
        first.Confirmed(detection);
        second.Confirmed(detection);
    }

    /// <inheritdoc />
    public void Ended(DetectionRecord detection)
    {
        first.Ended(detection);
        second.Ended(detection);
    }
}
