using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AvianVox.Station.Clips;

/// <summary>
/// The name of a clip's files: 2024-05-04/20240504T043004Z_mic_common-cuckoo_0.91.flac, that is the day's folder, when the clip
/// begins (both UTC), source, species and confidence. It says all that retention has to know, and its time is one that
/// recordings are read by.
/// </summary>
/// <param name="Begin">When the clip begins, UTC, to the second.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Species">Code of the species, as in the name.</param>
/// <param name="Confidence">Highest probability, to the hundredth.</param>
internal sealed partial record ClipName(DateTimeOffset Begin, string Source, string Species, double Confidence)
{
    /// <summary>Ending of the picture beside a clip.</summary>
    public const string PictureEnding = ".png";

    /// <summary>Longest code of a species in a name.</summary>
    private const int LongestSpecies = 64;

    /// <summary>Path below the clip folder, with forward slashes and without ending.</summary>
    /// <param name="repeat">0; more where files of that name are there.</param>
    public string Path(int repeat = 0) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Begin.UtcDateTime:yyyy-MM-dd}/{Begin.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}_{Safe(Source)}_{Safe(Species)}_{Math.Clamp(Confidence, 0, 1):0.00}{(repeat > 0 ? $"-{repeat + 1}" : "")}");

    /// <summary>Reads a name.</summary>
    /// <param name="file">Name of a clip or picture, without folder.</param>
    /// <returns>Null where it is none.</returns>
    public static ClipName? Parse(string file)
    {
        var match = Pattern().Match(file);
        return match.Success && DateTimeOffset.TryParseExact(
            match.Groups[1].Value,
            "yyyyMMdd'T'HHmmss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var begin)
            ? new ClipName(
                begin,
                match.Groups[2].Value,
                match.Groups[3].Value,
                double.Parse(match.Groups[4].ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Whether a folder is one of a day's clips.</summary>
    /// <param name="folder">Its name.</param>
    public static bool IsDay(string folder) =>
        DateTime.TryParseExact(folder, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A text in characters that every file system takes: lower-case letters, digits and hyphens.</summary>
    /// <param name="text">Any text.</param>
    public static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                safe.Append(letter);
            }
            else if (safe.Length > 0 && safe[^1] != '-')
            {
                safe.Append('-');
            }

            if (safe.Length == LongestSpecies)
            {
                break;
            }
        }

        var name = safe.ToString().TrimEnd('-');
        return name.Length > 0 ? name : "unknown";
    }

    [GeneratedRegex(@"^(\d{8}T\d{6})Z_([a-z0-9-]+)_([a-z0-9-]+)_([01]\.\d\d)(?:-\d+)?\.(?:flac|wav|ogg|png)$")]
    private static partial Regex Pattern();
}
