using AvianVox.Station.Journal;

namespace AvianVox.Station.Watchdog;

/// <summary>What the line of status tells of today.</summary>
/// <param name="Tally">Counts what was heard since a moment; null where that cannot be told.</param>
/// <param name="Zone">Time zone of what people read.</param>
internal sealed record TodayText(Func<DateTimeOffset, DayTally?> Tally, TimeZoneInfo Zone);
