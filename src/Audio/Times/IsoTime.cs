using System.Globalization;
using System.Text.RegularExpressions;

namespace AvianVox.Audio.Times;

/// <summary>
/// Reads times as ISO 8601 writes them, and with the liberties that recorders take: a blank in place of the T, one before the offset, an
/// offset without colon. Nothing else: 05/12/2024 is two days, and 1.5 is none.
/// </summary>
internal static partial class IsoTime
{
    /// <summary>Longest distance of a clock from UTC.</summary>
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>Reads a date with a time of day.</summary>
    /// <param name="text">The whole text; blanks around it do not matter.</param>
    /// <returns>Null where it is none.</returns>
    public static WrittenTime? Read(string text)
    {
        var match = Pattern().Match(text);
        return match.Success && Clock(match.Groups) is { } clock && TryOffset(match.Groups, out var offset) ? new WrittenTime(clock, offset)
            : null;
    }

    /// <summary>Makes a time of the groups y (or yy, of this century), mo, d, h, mi, s and f; 24:00:00 is the next day's begin.</summary>
    /// <param name="groups">Digits; a day may begin with a blank, s and f may be missing.</param>
    /// <returns>Null where there is no such time.</returns>
    public static DateTime? Clock(GroupCollection groups)
    {
        int Number(string name) =>
            groups[name].Success ? int.Parse(groups[name].ValueSpan, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) : 0;
        var year = groups["yy"].Success ? 2_000 + Number("yy") : Number("y");
        var (month, day) = (Number("mo"), Number("d"));
        var (hour, minute, second) = (Number("h"), Number("mi"), Number("s"));
        if (year is < 1 or >= 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || minute > 59
            || second > 59)
        {
            return null;
        }

        if (hour > 24 || (hour == 24 && minute + second > 0))
        {
            return null;
        }

        var fraction = groups["f"].Success ? double.Parse($"0.{groups["f"].ValueSpan}", CultureInfo.InvariantCulture) : 0;
        return new DateTime(year, month,
            day).AddHours(hour).AddMinutes(minute).AddSeconds(second).AddTicks((long)Math.Round(fraction * TimeSpan.TicksPerSecond));
    }

    /// <summary>Makes an offset of the groups z (a Z, UTC) or sign, zh and zm.</summary>
    /// <param name="groups">Any of them may be missing.</param>
    /// <param name="offset">The offset; null where none is written.</param>
    /// <returns>False where one is written that no clock has.</returns>
    public static bool TryOffset(GroupCollection groups, out TimeSpan? offset)
    {
        offset = groups["z"].Success ? TimeSpan.Zero : null;
        if (!groups["sign"].Success)
        {
            return true;
        }

        var hours = int.Parse(groups["zh"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = groups["zm"].Success ? int.Parse(groups["zm"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        offset = new TimeSpan(hours, minutes, 0) * (groups["sign"].Value == "-" ? -1 : 1);
        return minutes <= 59 && offset.Value.Duration() <= MaxOffset;
    }

    [GeneratedRegex(
        @"^\s*(?<y>\d{4})-(?<mo>\d\d)-(?<d>\d\d)[T ]\s*(?<h>\d\d):(?<mi>\d\d)(?::(?<s>\d\d)(?:[.,](?<f>\d{1,9}))?)?"
        + @"\s*(?:(?<z>Z|UTC)|(?<sign>[+\-])(?<zh>\d\d):?(?<zm>\d\d)?)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
