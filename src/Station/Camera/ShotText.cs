using System.Globalization;
using System.Text.RegularExpressions;
using AvianVox.Station.Messages;

namespace AvianVox.Station.Camera;

/// <summary>Puts what is known of a trigger into texts: {species} and the like.</summary>
internal static partial class ShotText
{
    private static readonly Dictionary<string, Func<CameraShot, string>> Values = new(StringComparer.Ordinal)
    {
        ["species"] = shot => shot.Species,
        ["scientific"] = shot => shot.Scientific,
        ["code"] = shot => shot.Code,
        ["confidence"] = shot => shot.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
        ["time"] = shot => shot.Time.UtcDateTime.ToString(JournalJson.TimeFormat, CultureInfo.InvariantCulture),
        ["source"] = shot => shot.Source,
        ["station"] = shot => shot.Station,
        ["camera"] = shot => shot.Camera,
        ["id"] = shot => shot.Id.ToString("D"),
        ["path"] = shot => shot.Path,
    };

    /// <summary>The placeholders, without braces.</summary>
    public static IReadOnlyCollection<string> Names => Values.Keys;

    /// <summary>What stands for a text that others wrote: whoever made the model's list of labels may have put anything into it.</summary>
    private static readonly HashSet<string> OfOthers = ["species", "scientific"];

    /// <summary>Whether a text has any placeholder.</summary>
    /// <param name="text">The text.</param>
    public static bool HasPlaceholder(string text) => Placeholder().IsMatch(text);

    /// <summary>Whether a text has a placeholder for what others wrote.</summary>
    /// <param name="text">The text.</param>
    public static bool HasOthersText(string text) => Placeholder().Matches(text).Any(match => OfOthers.Contains(match.Groups[1].Value));

    /// <summary>Whether a text is one placeholder and nothing else.</summary>
    /// <param name="text">The text.</param>
    public static bool IsPlaceholder(string text) =>
        Placeholder().Match(text) is { Success: true, Index: 0 } match && match.Length == text.Length;

    /// <summary>Placeholders of a text that do not exist, with braces.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<string> Unknown(string text) =>
        Placeholder().Matches(text).Where(match => !Values.ContainsKey(match.Groups[1].Value)).Select(match => match.Value);

    /// <summary>A text with a plain word in the place of each placeholder, to check its form.</summary>
    /// <param name="text">The text.</param>
    public static string Blank(string text) => Placeholder().Replace(text, "x");

    /// <summary>Fills a text in.</summary>
    /// <param name="text">The text; its placeholders exist.</param>
    /// <param name="shot">What is known.</param>
    /// <param name="escape">Makes each value safe for where the text goes; null where nothing needs to be.</param>
    public static string Fill(string text, CameraShot shot, Func<string, string>? escape = null) =>
        Placeholder().Replace(
            text,
            match => Values[match.Groups[1].Value](shot) is var value && escape is not null ? escape(value) : value);

    /// <summary>Fills an argument of a program in. What others wrote is never an option: it loses hyphens at its begin.</summary>
    /// <param name="text">The argument; its placeholders exist.</param>
    /// <param name="shot">What is known.</param>
    public static string Argument(string text, CameraShot shot) =>
        Fill(text, shot, HasOthersText(text) ? value => value.TrimStart('-') : null);

    /// <summary>Every value under the name of an environment variable.</summary>
    /// <param name="shot">What is known.</param>
    public static IReadOnlyDictionary<string, string> Environment(CameraShot shot) =>
        Values.ToDictionary(entry => $"AVIANVOX_{entry.Key.ToUpperInvariant()}", entry => entry.Value(shot));

    /// <summary>What was heard, as JSON for addresses and topics.</summary>
    /// <param name="shot">What is known.</param>
    public static string Json(CameraShot shot) => MessageJson.Write(new ShotMessage
    {
        Id = shot.Id,
        Station = shot.Station,
        Camera = shot.Camera,
        Source = shot.Source,
        Species = new SpeciesMessage(shot.Code, shot.Scientific, shot.Species),
        Time = shot.Time,
        Confidence = Math.Round(shot.Confidence, 4),
        Path = shot.Path,
    });

    [GeneratedRegex(@"\{([a-z_]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
