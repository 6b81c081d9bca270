namespace AvianVox.Listening.Detection;

/// <summary>
/// Takes detections from the detector, in the order they happen. The journal is the one sink; everything else reads the journal.
/// </summary>
public interface IDetectionSink
{
    /// <summary>A detection was confirmed; it may still go on.</summary>
    /// <param name="detection">As it stands.</param>
    void Confirmed(DetectionRecord detection);

    /// <summary>A confirmed detection ended.</summary>
    /// <param name="detection">Final; same id as at its confirmation.</param>
    void Ended(DetectionRecord detection);
}
