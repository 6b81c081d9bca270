using System.Text.RegularExpressions;

namespace AvianVox.Training.Data;

/// <summary>Tells which clips of a folder were cut from one recording, by the habits of the published collections.</summary>
internal static partial class ClipGroups
{
    /// <summary>
    /// The names that the clips of a folder share with others of one recording, or of one speaker. Numbers that only count, such as
    /// rain_0001 to rain_0040, are no offsets: every one of them is a recording.
    /// </summary>
    /// <param name="names">File names without their endings.</param>
    /// <returns>A name for each, in order.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names)
    {
        // One number that is no place and offset run together tells that none of the series is.
        var counted = names.Where(n => NumberBehind().Match(n) is { Success: true } && !NumberAndOffset().IsMatch(n))
            .Select(n => NumberBehind().Match(n).Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. names.Select(n => NumberBehind().Match(n) is { Success: true } match && counted.Contains(match.Groups[1].Value) ? n : Of(n)),
        ];
    }

    /// <summary>The name that clips of one recording, or of one speaker, share.</summary>
    /// <param name="name">File name without its ending.</param>
    /// <remarks>
    /// Habits: digit_speaker_take (spoken digits: the voice is what must not leak); fold-clip-take, a class behind it or
    /// not (ESC); name,
    /// number and offset in seconds run together (Rain_210 and Rain_2110 are 0 s and 10 s of Rain_21): there the
    /// first two digits are taken, which may join two recordings but never parts one; a catalogue's number before anything else
    /// (XC1234_0-3); and a take, part or stretch told behind the name (dawn_part2, dawn_12.0s-15.0s, dawn (3)). A k before the number marks
    /// another microphone at the same place.
    /// </remarks>
    public static string Of(string name)
    {
        if (SpokenDigit().Match(name) is { Success: true } spoken)
        {
            return spoken.Groups[1].Value;
        }

        if (FoldClipTake().Match(name) is { Success: true } clip)
        {
            return clip.Groups[1].Value;
        }

        if (Catalogued().Match(name) is { Success: true } catalogued)
        {
            return catalogued.Groups[1].Value;
        }

        if (NumberAndOffset().Match(name) is { Success: true } run)
        {
            return run.Groups[1].Value + run.Groups[2].Value;
        }

        return Take().Match(name) is { Success: true } take ? take.Groups[1].Value : name;
    }

    /// <summary>The fold that a clip's makers put it in, from a name of the form fold-clip-take; null for any other name.</summary>
    /// <param name="name">File name without its ending.</param>
    public static int? FoldOf(string name) => FoldClipTake().IsMatch(name) ? name[0] - '0' : null;

    [GeneratedRegex(@"^\d_([A-Za-z]+)_\d+$")]
    private static partial Regex SpokenDigit();

    [GeneratedRegex(@"^\d-(\d+)-[A-Z](?:-\d+)?$")]
    private static partial Regex FoldClipTake();

    [GeneratedRegex(@"^((?:XC|ML)\d{3,})(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Catalogued();

    [
        GeneratedRegex(
            @"^(.*?\w)[\s_-]*(?:\((?:copy ?)?\d+\)|[\s_-](?:part|take|clip|chunk|seg|segment|split)[\s_-]?\d+|[\s_-]\d{1,4}(?:\.\d+)?s?[-_]\d{1,4}(?:\.\d+)?s?)$",
            RegexOptions.IgnoreCase),
    ]
    private static partial Regex Take();

    [GeneratedRegex(@"^([A-Za-z_]+_)k*\d+$")]
    private static partial Regex NumberBehind();

    [GeneratedRegex(@"^([A-Za-z_]+_)k*(\d{2})\d{0,2}0$")]
    private static partial Regex NumberAndOffset();
}
