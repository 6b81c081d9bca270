using System.Globalization;

namespace AvianVox.Monitor.Cli;

/// <summary>Times as people type them: a date, a time, or how long ago.</summary>
internal static class TimeArgument
{
    /// <summary>What <see cref="TryParse"/> takes, for messages.</summary>
    public const string Allowed = "a date (2024-05-04), a time (2024-05-04T04:30, with Z or an offset if not the station's), today, yesterday (where that day began), or how long ago (90s, 45m, 6h, 7d)";

    private const string Today = "today";
    private const string Yesterday = "yesterday";

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] ZonedFormats = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Reads a time.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="now">The present.</param>
    /// <param name="zone">Zone of dates and times without one.</param>
    /// <param name="time">The moment meant.</param>
    public static bool TryParse(string text, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset time)
    {
        time = default;
        if (text.Equals(Today, StringComparison.OrdinalIgnoreCase) || text.Equals(Yesterday, StringComparison.OrdinalIgnoreCase))
        {
            var day = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(text.Equals(Today, StringComparison.OrdinalIgnoreCase) ? 0 : -1);
            time = Moment(day, zone);
            return true;
        }

        if (text.Length > 1 && Unit(text[^1]) is { } unit && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count * unit.TotalDays < 36_500)
        {
            time = now - (unit * count);
            return true;
        }

        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            time = Moment(local, zone);
            return true;
        }

        return DateTimeOffset.TryParseExact(
            text.Replace("Z", "+00:00", StringComparison.OrdinalIgnoreCase),
            ZonedFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time);
    }

    private static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        // In the hour that a change to summer time leaves out there is no such time: the one after it is meant.
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static TimeSpan? Unit(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
