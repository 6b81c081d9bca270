using System.Globalization;
using System.Text.RegularExpressions;

namespace AvianVox.Station.Scheduling;

/// <summary>A time of day: of the clock, or relative to the sun.</summary>
/// <param name="Kind">What it counts from.</param>
/// <param name="Offset">From midnight (clock), or from sunrise or sunset.</param>
public readonly partial record struct DayMark(DayMarkKind Kind, TimeSpan Offset)
{
    /// <summary>Reads "05:30", "24:00", "sunrise" or "sunset-01:15".</summary>
    /// <param name="text">As configured.</param>
    /// <param name="mark">The time.</param>
    /// <returns>False for anything else.</returns>
    public static bool TryParse(string text, out DayMark mark)
    {
        mark = default;
        var match = Form().Match(text);
        if (!match.Success)
        {
            return false;
        }

        var kind = match.Groups["sun"].Value.ToLowerInvariant() switch
        {
            "sunrise" => DayMarkKind.Sunrise,
            "sunset" => DayMarkKind.Sunset,
            _ => DayMarkKind.Clock,
        };
        var offset = TimeSpan.Zero;
        if (match.Groups["h"].Success)
        {
            offset = TimeSpan.FromMinutes(
                (60 * int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture)) + int.Parse(
                    match.Groups["m"].Value,
                    CultureInfo.InvariantCulture));
        }

        if (offset > TimeSpan.FromHours(kind == DayMarkKind.Clock ? 24 : 12))
        {
            return false;
        }

        mark = new DayMark(kind, match.Groups["sign"].Value == "-" ? -offset : offset);
        return true;
    }

    /// <summary>When it is on a date, UTC.</summary>
    /// <param name="date">Date at the place.</param>
    /// <param name="place">Where.</param>
    /// <param name="isEnd">True for the end of a span: a time that the clock shows twice in autumn is then its second.</param>
    public DateTimeOffset On(DateOnly date, Place place, bool isEnd)
    {
        if (Kind == DayMarkKind.Clock)
        {
            return place.Clock(date, Offset, isEnd);
        }

        var (rise, set) = Sun.Day(date, place.Latitude, place.Longitude);
        return (Kind == DayMarkKind.Sunrise ? rise : set) + Offset;
    }

    [GeneratedRegex(@"^(?:(?<h>\d\d?):(?<m>[0-5]\d)|(?<sun>sunrise|sunset)(?:(?<sign>[+-])(?<h>\d\d?):(?<m>[0-5]\d))?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
