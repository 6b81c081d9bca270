using System.Text.RegularExpressions;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Naming;

/// <summary>A species' two names, either of which may be empty.</summary>
/// <param name="Common">English name.</param>
/// <param name="Scientific">Scientific name.</param>
internal sealed partial record SpeciesName(string Common, string Scientific)
{
    /// <summary>The name to show: the English one where there is one.</summary>
    public string Shown => Common.Length > 0 ? Common : Scientific;

    /// <summary>What tells this species from others: the scientific name, or the other where there is none.</summary>
    public string Identity => Scientific.Length > 0 ? Scientific : Common;

    /// <summary>Name of the folder of this species' files.</summary>
    public string Folder
    {
        get
        {
            foreach (var name in new[] { Scientific, Common })
            {
                if (name.Any(char.IsAsciiLetterOrDigit))
                {
                    return LabelCode.From(name);
                }
            }

            return "unnamed";
        }
    }

    /// <summary>
    /// Reads a name as people and other programs write it: "Blackbird", "Turdus merula", "Blackbird (Turdus merula)" or "Turdus
    /// merula_Blackbird".
    /// </summary>
    /// <param name="text">Text.</param>
    public static SpeciesName Parse(string text)
    {
        text = text.Trim();
        if (InBrackets().Match(text) is { Success: true } both)
        {
            return new(both.Groups[1].Value.Trim(), both.Groups[2].Value.Trim());
        }

        var halves = text.Split('_', 2, StringSplitOptions.TrimEntries);
        if (halves.Length == 2 && IsScientific(halves[0]))
        {
            return new(halves[1], halves[0]);
        }

        var plain = text.Replace('_', ' ');
        return IsScientific(plain) ? new("", plain) : new(plain, "");
    }

    /// <summary>
    /// Whether a name looks scientific: a capitalised genus, then an epithet in small letters. English names capitalise their
    /// last word.
    /// </summary>
    /// <param name="name">Name.</param>
    public static bool IsScientific(string name) => Binomial().IsMatch(name);

    [GeneratedRegex(@"^(.+?)\s*\(([A-Z][a-z-]+(?: [a-z-]+){1,2})\)$")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^[A-Z][a-z-]+(?: [a-z-]{3,}){1,2}$")]
    private static partial Regex Binomial();
}
