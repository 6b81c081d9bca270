using System.Globalization;
using System.Text.RegularExpressions;

namespace AvianVox.Listening.Sources;

/// <summary>What <see cref="SourceOptions.RecorderZone"/> names: where the clock of a recorder was.</summary>
public static partial class RecorderZone
{
    /// <summary>What is allowed, in words.</summary>
    public const string Allowed = "station, utc, an offset such as +10:00, or a time zone such as Australia/Brisbane";

    /// <summary>The station's own zone.</summary>
    public const string Station = "station";

    private const string Utc = "utc";

    /// <summary>Reads a zone.</summary>
    /// <param name="text">As configured.</param>
    /// <param name="station">The station's zone.</param>
    /// <returns>Null where there is no such zone.</returns>
    public static TimeZoneInfo? Find(string text, TimeZoneInfo station)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Equals(Station, StringComparison.OrdinalIgnoreCase))
        {
            return station;
        }

        if (text.Equals(Utc, StringComparison.OrdinalIgnoreCase))
        {
            return TimeZoneInfo.Utc;
        }

        if (Offset().Match(text) is not { Success: true } match)
        {
            return TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;
        }

        var (hours, minutes) = (Number(match, 2), match.Groups[3].Success ? Number(match, 3) : 0);
        var offset = new TimeSpan(hours, minutes, 0) * (match.Groups[1].Value == "-" ? -1 : 1);
        return minutes > 59 || offset.Duration() > TimeSpan.FromHours(14) ? null : TimeZoneInfo.CreateCustomTimeZone(
            $"UTC{text}",
            offset,
            null,
            null);
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([+\-])(\d\d):?(\d\d)?$")]
    private static partial Regex Offset();
}
