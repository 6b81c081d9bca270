namespace AvianVox.Station.Journal;

/// <summary>What of the log is kept. The oldest entries go first, and the last entry always stays.</summary>
/// <param name="Sinks">The sinks that the station has; what one of them has not taken is kept, up to
/// <paramref name="KeepWaiting"/>.</param>
/// <param name="KeepDelivered">The last so many entries stay although every sink has them, for a sink that is added later.</param>
/// <param name="KeepWaiting">The log never holds more than the last so many entries; a sink that is further behind loses the
/// oldest.</param>
public sealed record PruneRule(IReadOnlyList<string> Sinks, int KeepDelivered, int KeepWaiting);
