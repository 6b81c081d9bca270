namespace AvianVox.Station.Journal;

/// <summary>What was heard, in few words.</summary>
/// <param name="Species">Different species since the moment asked for.</param>
/// <param name="Last">English name of the last detection, whenever that was; null when there is none.</param>
/// <param name="LastPeak">When it peaked, UTC; null when there is none.</param>
public sealed record DayTally(int Species, string? Last, DateTimeOffset? LastPeak);
