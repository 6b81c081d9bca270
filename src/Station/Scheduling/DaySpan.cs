namespace AvianVox.Station.Scheduling;

/// <summary>A part of each day.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <remarks>
/// Two times of the clock that do not rise, and two of the sun that cannot lie on one day in this order, reach into the next day. Where
/// one is of the clock and one of the sun, the seasons decide: what would reach into the next day for more than <see cref="Longest"/>
/// is a day on which the end comes before the begin, and empty.
/// </remarks>
public readonly record struct DaySpan(DayMark From, DayMark To)
{
    /// <summary>Longest span between a time of the clock and one of the sun that reaches into the next day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(20);

    /// <summary>When it begins and ends on a date, UTC; null where it is empty.</summary>
    /// <param name="date">Date at the place on which it begins.</param>
    /// <param name="place">Where.</param>
    public (DateTimeOffset Begin, DateTimeOffset End)? On(DateOnly date, Place place)
    {
        var begin = From.On(date, place, isEnd: false);
        var isMixed = (From.Kind == DayMarkKind.Clock) != (To.Kind == DayMarkKind.Clock);
        var end = To.On(date, place, isEnd: true);
        if (isMixed ? end <= begin : IsOvernight)
        {
            end = To.On(date.AddDays(1), place, isEnd: true);
        }

        return end <= begin || (isMixed && end - begin > Longest) ? null : (begin, end);
    }

    private bool IsOvernight => From.Kind == To.Kind ? To.Offset <= From.Offset : From.Kind == DayMarkKind.Sunset;
}
