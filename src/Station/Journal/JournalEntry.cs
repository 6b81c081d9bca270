namespace AvianVox.Station.Journal;

/// <summary>One line of the log that every sink reads.</summary>
/// <param name="Sequence">Place in the log: rises without end, never used twice.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Id">Identifier of the detection or gap.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Payload">JSON object, as sinks publish it.</param>
public sealed record JournalEntry(long Sequence, JournalKind Kind, Guid Id, string Source, string Payload);
