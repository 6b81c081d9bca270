using AvianVox.Listening.Detection;

namespace AvianVox.StationSupport;

/// <summary>Keeps what a detector tells.</summary>
internal sealed class RecordingSink : IDetectionSink
{
    public List<DetectionRecord> ConfirmedRecords { get; } = [];

    public List<DetectionRecord> EndedRecords { get; } = [];

    public void Confirmed(DetectionRecord detection) => ConfirmedRecords.Add(detection);

    public void Ended(DetectionRecord detection) => EndedRecords.Add(detection);
}
