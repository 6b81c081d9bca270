using AvianVox.Listening.Clocks;

namespace AvianVox.Listening.Records;

/// <summary>What became of one source's samples in one minute of UTC.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Minute">Start of the minute.</param>
/// <param name="CapturedSeconds">Audio captured.</param>
/// <param name="ClassifiedSeconds">Audio that reached the classifier.</param>
/// <param name="DroppedSeconds">Audio dropped on the way.</param>
/// <param name="Clock">What the minute was read from; null for a recording's own time.</param>
public sealed record EffortMinute(
    string Source,
    DateTimeOffset Minute,
    double CapturedSeconds,
    double ClassifiedSeconds,
    double DroppedSeconds,
    ClockBasis? Clock = null);
