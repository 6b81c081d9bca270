using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Records;

/// <summary>
/// All that listening writes down: detections, gaps and effort. A station's journal stands behind it, or an archive's table of results.
/// Safe for several threads.
/// </summary>
public interface IListeningLog : IDetectionSink
{
    /// <summary>Samples are missing.</summary>
    /// <param name="gap">What is missing.</param>
    void Missed(GapRecord gap);

    /// <summary>Some of a minute was listened to.</summary>
    /// <param name="effort">Seconds since the last call for this source and minute; they add up.</param>
    void Listened(EffortMinute effort);
}
