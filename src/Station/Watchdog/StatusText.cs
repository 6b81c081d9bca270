using AvianVox.Listening.Status;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Watchdog;

/// <summary>The one line that "systemctl status" shows.</summary>
internal static class StatusText
{
    /// <summary>Most characters of a fault: the line is for a glance, the log tells the rest.</summary>
    private const int MostOfFault = 120;

    /// <summary>Writes the line.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="tally">What was heard today; null when it cannot be read.</param>
    /// <param name="journal">What is wrong with the journal; null for nothing.</param>
    /// <param name="stalled">What stands still, in words; null when nothing does.</param>
    /// <param name="zone">Time zone of what people read.</param>
    public static string Write(IReadOnlyList<SourceProgress> sources, DayTally? tally, string? journal, string? stalled, TimeZoneInfo zone)
    {
        var parts = sources.Where(source => source.Branch is null).Select(Of).ToList();
        if (tally is not null)
        {
            parts.Add(FormattableString.Invariant($"{tally.Species} species today"));
        }

        if (tally is { Last: { } last, LastPeak: { } peak })
        {
            parts.Add(FormattableString.Invariant($"last: {last} at {TimeZoneInfo.ConvertTime(peak, zone):yyyy-MM-dd HH:mm:ss}"));
        }

        if (journal is not null)
        {
            parts.Add($"journal: {Short(journal)}");
        }

        var text = string.Join("; ", parts);
        return stalled is null ? text : $"Standing still, to be started again: {stalled}; {text}";
    }

    private static string Of(SourceProgress source)
    {
        var text = $"{source.Name} {(source.State == SourceState.Listening ? "listens" : source.State.ToString().ToLowerInvariant())}";
        return source.Fault is not { Length: > 0 } fault ? text : $"{text} ({Short(fault)})";
    }

    // A line break would end the field, and what follows would be taken for another.
    private static string Short(string fault) =>
        (fault.Length > MostOfFault ? fault[..MostOfFault] + "..." : fault).ReplaceLineEndings(" ");
}
