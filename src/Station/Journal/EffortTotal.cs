namespace AvianVox.Station.Journal;

/// <summary>How much was listened to in a span of time.</summary>
/// <param name="Minutes">Minutes of the clock in which a source captured anything.</param>
/// <param name="CapturedSeconds">Audio captured.</param>
/// <param name="ClassifiedSeconds">Audio that reached the classifier.</param>
/// <param name="DroppedSeconds">Audio dropped on the way.</param>
public sealed record EffortTotal(long Minutes, double CapturedSeconds, double ClassifiedSeconds, double DroppedSeconds);
