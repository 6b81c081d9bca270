using System.Globalization;

namespace AvianVox.Audio.Times;

/// <summary>When a recording began, after all that it tells of itself was weighed.</summary>
/// <remarks>
/// The first in the order of <see cref="TimeOrigin"/> that is understood and likely counts. January 1970 and the first day of 2000 are
/// what clocks show that were never set: such a time counts only where there is none better, and is doubtful then. What contradicts the one
/// that counts, or is not understood, is told.
/// </remarks>
public sealed record RecordingStart
{
    /// <summary>How far two times may lie apart that mean the same: a file is named a little before or after its first sample.</summary>
    private static readonly TimeSpan Agreement = TimeSpan.FromSeconds(10);

    /// <summary>The moment of the first sample; null where nothing tells one that could be.</summary>
    public DateTimeOffset? Time { get; private init; }

    /// <summary>Where <see cref="Time"/> comes from, in words; why there is none, where there is none.</summary>
    public required string Reason { get; init; }

    /// <summary>False where the time is not known, or is that of a clock which was never set.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>Contradictions and what was not understood, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>A start that somebody who knows has told.</summary>
    /// <param name="time">The moment of the first sample.</param>
    /// <param name="reason">Where it comes from, in words.</param>
    public static RecordingStart Given(DateTimeOffset time, string reason) => new() { Time = time, IsKnown = true, Reason = reason };

    /// <summary>Weighs what a recording tells.</summary>
    /// <param name="told">What it tells, in any order.</param>
    /// <param name="zone">Where the recorder's clock was, for times without a zone.</param>
    public static RecordingStart Choose(IEnumerable<ToldTime> told, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(zone);
        var all = told.OrderBy(t => t.Origin).Select(t => (Told: t, At: t.Time?.In(zone))).ToList();
        var (best, at) = all.FirstOrDefault(t => t.At is { } time && !IsOfUnsetClock(time));
        if (best is null)
        {
            (best, at) = all.FirstOrDefault(t => t.At is not null);
        }

        var warnings = all.Where(t => t.Told != best && Differs(t.At, at)).Select(t => Complaint(t.Told, t.At, at)).ToList();
        if (best is null)
        {
            return new RecordingStart
            {
                Reason = all.Count == 0 ? "neither header nor name tell when it began" : "what it tells is no time",
                Warnings = warnings,
            };
        }

        var isKnown = !IsOfUnsetClock(at!.Value);
        if (!isKnown)
        {
            warnings.Add($"{Words(best.Origin)} says {Shown(at.Value)}, as of a clock that was never set.");
        }

        var clock = best.Time!.Value.Offset is null ? $", local time of {zone.Id}" : "";
        return new RecordingStart { Time = at, IsKnown = isKnown, Reason = $"{Words(best.Origin)}{clock}", Warnings = warnings };
    }

    private static bool IsOfUnsetClock(DateTimeOffset time) =>
        time is { Year: 1970, Month: 1 } or { Year: 2000, DayOfYear: 1 } or { Year: 1969, Month: 12, Day: 31 };

    private static bool Differs(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null || (one.Value - other.Value).Duration() > Agreement;

    private static string Complaint(ToldTime told, DateTimeOffset? at, DateTimeOffset? best)
    {
        if (at is not { } time)
        {
            return told.Time is null
                ? $"{Words(told.Origin)} says '{told.Text}', which is not understood; 2024-05-12T05:30:00+01:00 would be."
                : $"{Words(told.Origin)} says '{told.Text}', which cannot be.";
        }

        return IsOfUnsetClock(time)
            ? $"{Words(told.Origin)} says {Shown(time)}, as of a clock that was never set."
            : $"{Words(told.Origin)} says {Shown(time)}, {Distance(time - best!.Value)}.";
    }

    private static string Distance(TimeSpan difference)
    {
        var length = difference.Duration();
        var (amount, unit) = length.TotalDays >= 2 ? (length.TotalDays, "days")
            : length.TotalHours >= 1 ? (length.TotalHours, "h")
            : length.TotalMinutes >= 1 ? (length.TotalMinutes, "min")
            : (length.TotalSeconds, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.##} {unit} {(difference > TimeSpan.Zero ? "later" : "earlier")}");
    }

    private static string Shown(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Words(TimeOrigin origin) => origin switch
    {
        TimeOrigin.Guano => "GUANO metadata",
        TimeOrigin.AudioMothComment => "AudioMoth's comment",
        TimeOrigin.BroadcastExtension => "the broadcast wave extension",
        TimeOrigin.DateTag => "the date tag",
        _ => "the file's name",
    };
}
