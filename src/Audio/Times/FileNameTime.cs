using System.Globalization;
using System.Text.RegularExpressions;

namespace AvianVox.Audio.Times;

/// <summary>Reads from a file's name when its recording began.</summary>
/// <remarks>
/// Understood, wherever they stand in a name, set off from other digits; without a zone they are the recorder's local time:
/// <list type="bullet">
/// <item>
/// 20240115_053000, with underscore, hyphen, T, blank or $ between, or nothing: AudioMoth, Song Meter, SWIFT, Frontier Labs, Titley
/// </item>
/// <item>2024-01-15 05-30-00, with any of these between, and hyphens, dots or colons in the time: Titley, BirdNET-Pi, phones</item>
/// <item>behind the time a fraction (.982648) and a zone: Z, +1000, +10:00, +10, or _-0500 set off (SWIFT)</item>
/// <item>201906 7T095935+1000: early Frontier Labs, a blank for a zero</item>
/// <item>671629352.181204100002: SoundTrap, two digits for the year</item>
/// <item>2359-01012015: hours and minutes, day, month, year</item>
/// <item>5BF2E3A4 and nothing else: early AudioMoth, seconds since 1970 in hexadecimal, UTC; 2000 to 2099</item>
/// </list>
/// 24:00:00 is the begin of the next day.
/// </remarks>
public static partial class FileNameTime
{
    /// <summary>Reads the time from a file's name.</summary>
    /// <param name="path">Path or name of the file.</param>
    /// <returns>Null where the name tells no time.</returns>
    public static ToldTime? Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = Path.GetFileName(path);
        var name = Extension().Replace(file, "");
        var time = Seconds(name)
            ?? Dated().Matches(name).Concat(SoundTrap().Matches(name)).Concat(DayLast().Matches(name)).Select(Time).FirstOrDefault(t =>
                t is not null);
        return time is null ? null : new ToldTime(TimeOrigin.FileName, file, time);
    }

    private static WrittenTime? Seconds(string name)
    {
        if (!Hexadecimal().IsMatch(name))
        {
            return null;
        }

        var time = DateTime.UnixEpoch.AddSeconds(uint.Parse(name, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return time.Year is >= 2000 and < 2100 ? new WrittenTime(time, TimeSpan.Zero) : null;
    }

    private static WrittenTime? Time(Match match) =>
        IsoTime.Clock(match.Groups) is { Year: >= 1900 and < 2200 } clock && IsoTime.TryOffset(match.Groups, out var offset)
            ? new WrittenTime(clock, offset)
            : null;

    /// <summary>An ending is letters and digits with a letter among them: what follows the last dot of 05.30.26 is none.</summary>
    [GeneratedRegex(@"\.(?=[^.]*[A-Za-z])[A-Za-z0-9]{1,16}$")]
    private static partial Regex Extension();

    [GeneratedRegex("^[0-9A-Fa-f]{8}$")]
    private static partial Regex Hexadecimal();

    /// <summary>Behind a time without a zone must not stand a sign and one digit: a zone, but of which clock?</summary>
    [GeneratedRegex(
        @"(?<!\d)(?<y>\d{4})(?<ds>[-_. ]?)(?<mo>\d\d)\k<ds>(?<d>\d\d|[ ]\d)(?:-birdnet-(?:[A-Za-z0-9_]+-)?|[T _\-]?\$|[T _\-]|)"
        + @"(?<h>\d\d)(?<ts>[:.\-_]?)(?<mi>\d\d)\k<ts>(?<s>\d\d)(?:[.,](?<f>\d{3,7})(?=$|[^0-9A-Za-z]|Z))?"
        + @"(?:(?<z>Z|UTC)(?![A-Za-z])|(?<sign>[+\-])(?<zh>\d\d):?(?<zm>\d\d)(?![\d.])|(?<sign>[+\-])(?<zh>\d\d)(?=$|[_ ])"
        + @"|[_ ](?<sign>[+\-])(?<zh>\d\d):?(?<zm>\d\d)(?=$|[_ ])|(?!\d|[+\-]\d(?!\d)))")]
    private static partial Regex Dated();

    [GeneratedRegex(@"(?<!\d)\d{5,10}\.(?<yy>\d\d)(?<mo>\d\d)(?<d>\d\d)(?<h>\d\d)(?<mi>\d\d)(?<s>\d\d)(?!\d)")]
    private static partial Regex SoundTrap();

    [GeneratedRegex(@"(?<!\d)(?<h>\d\d)(?<mi>\d\d)-(?<d>\d\d)(?<mo>\d\d)(?<y>\d{4})(?!\d)")]
    private static partial Regex DayLast();
}
