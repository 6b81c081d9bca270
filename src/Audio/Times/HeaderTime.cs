using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AvianVox.Audio.Times;

/// <summary>Reads from a recording's metadata when it began.</summary>
internal static partial class HeaderTime
{
    private const int BroadcastDateOffset = 320;
    private const int BroadcastDateTimeLength = 18;

    /// <summary>Characters of a text that are shown to people.</summary>
    private const int MaxShown = 40;

    /// <summary>Reads the Timestamp field of GUANO metadata: ISO 8601, local time where it has no zone.</summary>
    /// <param name="text">Content of the 'guan' chunk: one "Key: value" a line.</param>
    /// <returns>Null where there is no such field.</returns>
    public static ToldTime? FromGuano(string text)
    {
        foreach (var line in text.Split(['\n', '\r', '\0'], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Trim().Equals("Timestamp", StringComparison.OrdinalIgnoreCase))
            {
                var value = line[(colon + 1)..].Trim();
                return new ToldTime(TimeOrigin.Guano, Shown(value), IsoTime.Read(value));
            }
        }

        return null;
    }

    /// <summary>Reads "Recorded at 19:31:30 03/09/2024 (UTC+1) by AudioMoth ..." wherever it stands in a text.</summary>
    /// <param name="text">A comment.</param>
    /// <returns>Null where there is no such sentence.</returns>
    public static ToldTime? FromAudioMothComment(string text)
    {
        var match = AudioMothComment().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var time = IsoTime.Clock(match.Groups) is { } clock && IsoTime.TryOffset(match.Groups, out var offset)
            ? new WrittenTime(clock, offset ?? TimeSpan.Zero)
            : (WrittenTime?)null;
        return new ToldTime(TimeOrigin.AudioMothComment, Shown(match.Value), time);
    }

    /// <summary>Reads date and time of the broadcast wave extension (EBU Tech 3285): local time.</summary>
    /// <param name="chunk">Content of the 'bext' chunk.</param>
    /// <returns>Null where the fields are empty, as of writers that do not know.</returns>
    public static ToldTime? FromBroadcastExtension(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < BroadcastDateOffset + BroadcastDateTimeLength)
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(chunk.Slice(BroadcastDateOffset, BroadcastDateTimeLength)).Replace('\0', ' ').Trim();
        if (!text.AsSpan().ContainsAnyInRange('1', '9'))
        {
            return null;
        }

        // The standard lets writers choose the separators.
        var match = BroadcastDateTime().Match(text);
        return new ToldTime(
            TimeOrigin.BroadcastExtension,
            Shown(text),
            match.Success && IsoTime.Clock(match.Groups) is { } clock ? new WrittenTime(clock, null) : null);
    }

    /// <summary>Reads the date among a file's tags.</summary>
    /// <param name="text">Content of the tag.</param>
    /// <returns>Null where it is no date with a time of day, such as the year of an album.</returns>
    public static ToldTime? FromDateTag(string text) =>
        IsoTime.Read(text) is { } time ? new ToldTime(TimeOrigin.DateTag, Shown(text), time) : null;

    private static string Shown(string text)
    {
        var plain = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return plain.Length <= MaxShown ? plain : string.Create(CultureInfo.InvariantCulture, $"{plain[..MaxShown]}...");
    }

    [GeneratedRegex(
        @"Recorded at (?<h>\d\d):(?<mi>\d\d):(?<s>\d\d)(?:\.(?<f>\d{3}))? (?<d>\d\d)/(?<mo>\d\d)/(?<y>\d{4})"
        + @" \(UTC(?:(?<sign>[+\-])(?<zh>\d{1,2})(?::(?<zm>\d\d))?)?\)")]
    private static partial Regex AudioMothComment();

    [GeneratedRegex(@"^(?<y>\d{4})\D(?<mo>\d\d)\D(?<d>\d\d)(?<h>\d\d)\D(?<mi>\d\d)\D(?<s>\d\d)$")]
    private static partial Regex BroadcastDateTime();
}
