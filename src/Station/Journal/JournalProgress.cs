namespace AvianVox.Station.Journal;

/// <summary>Whether the journal gets on, for whoever watches over the station.</summary>
/// <param name="Commits">Transactions committed since the journal was opened.</param>
/// <param name="IsWaiting">True while anything appended is not committed.</param>
/// <param name="Refusal">Why the disk refused the last try, in words; null when it did not.</param>
/// <param name="IsFull">True where it refused because there is no room.</param>
public readonly record struct JournalProgress(long Commits, bool IsWaiting, string? Refusal, bool IsFull);
