using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AvianVox.Audio.Files;

/// <summary>
/// When a recording began. The first of these that tells counts: GUANO metadata, an AudioMoth comment, the broadcast wave extension,
/// the file's name. A time without a zone is taken as UTC: recorders in the field are set to it unless told otherwise.
/// </summary>
/// <remarks>
/// Names: anything that has yyyyMMdd, a separator (underscore, hyphen or T) and HHmmss in it, set off from other digits, as AudioMoth
/// (20240115_053000.WAV, with a T at the end where a trigger started it), Song Meter (STATION_20240115_053000.wav) and SWIFT write them;
/// or, as early AudioMoths did, eight hexadecimal digits and nothing else: seconds since 1970 (5BF2E3A4.WAV), 2000 to 2099.
/// </remarks>
public static partial class RecordingTime
{
    private const int BroadcastDateOffset = 320;
    private const int BroadcastDateTimeLength = 18;
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the time from a file's name.</summary>
    /// <param name="path">Path or name of the file.</param>
    /// <returns>Null where the name tells no time.</returns>
    public static DateTimeOffset? FromFileName(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (HexName().IsMatch(name))
        {
            var time = DateTimeOffset.FromUnixTimeSeconds(uint.Parse(name, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            return time >= Earliest && time.Year < 2100 ? time : null;
        }

        foreach (Match match in DatedName().Matches(name))
        {
            if (Parse(match.Groups[1].Value + match.Groups[2].Value, "yyyyMMddHHmmss") is { } time)
            {
                return time;
            }
        }

        return null;
    }

    /// <summary>Reads "Recorded at 19:31:30 03/09/2024 (UTC+1) by AudioMoth ..." wherever it stands in a text.</summary>
    /// <param name="text">A comment.</param>
    /// <returns>Null where it tells no time.</returns>
    public static DateTimeOffset? FromAudioMothComment(string text)
    {
        var match = AudioMothComment().Match(text);
        if (!match.Success || Parse(match.Groups["date"].Value + match.Groups["time"].Value, "dd/MM/yyyyHH:mm:ss") is not { } time)
        {
            return null;
        }

        var milliseconds = match.Groups["ms"].Success ? int.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture) : 0;
        var hours = match.Groups["h"].Success ? int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture) : 0;
        var minutes = match.Groups["m"].Success ? int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture) : 0;
        if (hours > 14 || minutes > 59)
        {
            return null;
        }

        var offset = (match.Groups["sign"].Value == "-" ? -1 : 1) * new TimeSpan(hours, minutes, 0);
        return offset.Duration() > TimeSpan.FromHours(14) ? null : new DateTimeOffset(time.DateTime.AddMilliseconds(milliseconds), offset);
    }

    /// <summary>Reads the Timestamp field of GUANO metadata.</summary>
    /// <param name="text">Content of the 'guan' chunk: one "Key: value" a line.</param>
    /// <returns>Null where it tells no time.</returns>
    public static DateTimeOffset? FromGuano(string text)
    {
        var match = GuanoTimestamp().Match(text);
        return match.Success && DateTimeOffset.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }

    /// <summary>Reads date and time of the broadcast wave extension (EBU Tech 3285).</summary>
    /// <param name="chunk">Content of the 'bext' chunk.</param>
    /// <returns>Null where it tells no time.</returns>
    public static DateTimeOffset? FromBroadcastExtension(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < BroadcastDateOffset + BroadcastDateTimeLength)
        {
            return null;
        }

        // The standard lets writers choose the separators.
        var match = BroadcastDateTime().Match(Encoding.ASCII.GetString(chunk.Slice(BroadcastDateOffset, BroadcastDateTimeLength)));
        return match.Success ? Parse(string.Concat(match.Groups.Values.Skip(1).Select(g => g.Value)), "yyyyMMddHHmmss") : null;
    }

    private static DateTimeOffset? Parse(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time >= Earliest ? time : null;

    [GeneratedRegex("^[0-9A-Fa-f]{8}$")]
    private static partial Regex HexName();

    [GeneratedRegex(@"(?<!\d)(\d{8})[_\-T](\d{6})(?!\d)")]
    private static partial Regex DatedName();

    [GeneratedRegex(@"Recorded at (?<time>\d\d:\d\d:\d\d)(?:\.(?<ms>\d{3}))? (?<date>\d\d/\d\d/\d{4}) \(UTC(?:(?<sign>[+\-])(?<h>\d{1,2})(?::(?<m>\d\d))?)?\)")]
    private static partial Regex AudioMothComment();

    [GeneratedRegex(@"^Timestamp:\s*(\S+(?: \S+)?)\s*$", RegexOptions.Multiline)]
    private static partial Regex GuanoTimestamp();

    [GeneratedRegex(@"^(\d{4})\D(\d\d)\D(\d\d)(\d\d)\D(\d\d)\D(\d\d)$")]
    private static partial Regex BroadcastDateTime();
}
