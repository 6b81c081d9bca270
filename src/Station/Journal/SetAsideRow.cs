namespace AvianVox.Station.Journal;

/// <summary>An entry that a sink would not take.</summary>
/// <param name="Sink">Name of the sink.</param>
/// <param name="Sequence">Its place in the log.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Payload">JSON object.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="At">When it was set aside, UTC.</param>
public sealed record SetAsideRow(string Sink, long Sequence, string Kind, string Payload, string Reason, DateTimeOffset At);
