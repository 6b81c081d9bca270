namespace AvianVox.Station.Scheduling;

/// <summary>When a source is listened to.</summary>
/// <param name="spans">Parts of each day; they may overlap.</param>
/// <param name="place">Where the station stands.</param>
public sealed class Schedule(IReadOnlyList<DaySpan> spans, Place place)
{
    /// <summary>What is allowed, after "must be".</summary>
    public const string Allowed = "spans such as 05:00..09:30 or sunrise-01:00..sunrise+03:00, with commas between them";

    /// <summary>How far ahead a change is looked for. A schedule of the sun may have none for months.</summary>
    private const int DaysAhead = 2;

    /// <summary>Reads spans divided by commas, each FROM..TO.</summary>
    /// <param name="text">As configured.</param>
    /// <param name="spans">The spans; at least one.</param>
    /// <returns>False where a span is of another form.</returns>
    public static bool TryParse(string text, out IReadOnlyList<DaySpan> spans)
    {
        var parsed = new List<DaySpan>();
        spans = parsed;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split("..");
            if (ends.Length != 2 || !DayMark.TryParse(ends[0].Trim(), out var from) || !DayMark.TryParse(ends[1].Trim(), out var to))
            {
                return false;
            }

            parsed.Add(new DaySpan(from, to));
        }

        return true;
    }

    /// <summary>Whether spans need to know where the station stands.</summary>
    /// <param name="spans">Any.</param>
    public static bool NeedsSun(IEnumerable<DaySpan> spans) =>
        spans.Any(span => span.From.Kind != DayMarkKind.Clock || span.To.Kind != DayMarkKind.Clock);

    /// <summary>Whether it is time to listen.</summary>
    /// <param name="at">Any moment.</param>
    public bool IsOn(DateTimeOffset at) => Around(at).Any(span => span.Begin <= at && at < span.End);

    /// <summary>When that next changes, or may change; at most some days ahead.</summary>
    /// <param name="at">Any moment.</param>
    public DateTimeOffset NextChange(DateTimeOffset at)
    {
        var isOn = IsOn(at);
        return Around(at)
            .SelectMany(span => new[] { span.Begin, span.End })
            .Where(edge => edge > at && IsOn(edge) != isOn)
            .DefaultIfEmpty(at.AddDays(DaysAhead))
            .Min();
    }

    private IEnumerable<(DateTimeOffset Begin, DateTimeOffset End)> Around(DateTimeOffset at)
    {
        var today = place.Date(at);
        // A span of the day before yesterday may still run: offsets from the sun reach half a day.
        for (var day = -2; day <= DaysAhead; day++)
        {
            foreach (var span in spans)
            {
                if (span.On(today.AddDays(day), place) is { } there)
                {
                    yield return there;
                }
            }
        }
    }
}
