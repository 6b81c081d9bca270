using System.Text.RegularExpressions;

namespace AvianVox.Training.Data;

/// <summary>Tells which clips of a folder were cut from one recording, by the habits of the published collections.</summary>
internal static partial class ClipGroups
{
    /// <summary>The name that clips of one recording, or of one speaker, share.</summary>
    /// <param name="name">File name without its ending.</param>
    /// <remarks>
    /// Three habits: digit_speaker_take (spoken digits: the voice is what must not leak); fold-clip-take, a class behind it or
    /// not (ESC); name,
    /// number and offset in seconds run together (Rain_210 and Rain_2110 are 0 s and 10 s of Rain_21): there the
    /// first two digits are taken, which may join two recordings but never parts one. A k before the number marks
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

        return NumberAndOffset().Match(name) is { Success: true } run
            ? run.Groups[1].Value + run.Groups[2].Value
            : name;
    }

    /// <summary>The fold that a clip's makers put it in, from a name of the form fold-clip-take; null for any other name.</summary>
    /// <param name="name">File name without its ending.</param>
    public static int? FoldOf(string name) => FoldClipTake().IsMatch(name) ? name[0] - '0' : null;

    [GeneratedRegex(@"^\d_([A-Za-z]+)_\d+$")]
    private static partial Regex SpokenDigit();

    [GeneratedRegex(@"^\d-(\d+)-[A-Z](?:-\d+)?$")]
    private static partial Regex FoldClipTake();

    [GeneratedRegex(@"^([A-Za-z_]+_)k*(\d{2})\d*$")]
    private static partial Regex NumberAndOffset();
}
