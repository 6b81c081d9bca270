namespace AvianVox.Station.Journal;

/// <summary>How far a sink is in the log, and what did not get there.</summary>
/// <param name="Sequence">Sequence of the last entry delivered, set aside or passed over; 0 for a sink never seen.</param>
/// <param name="SetAside">Entries that it would not take and that were set aside, ever.</param>
/// <param name="Dropped">Entries that left the log before it had taken them, ever.</param>
public readonly record struct SinkPlace(long Sequence, long SetAside, long Dropped);
