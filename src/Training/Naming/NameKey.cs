using System.Text;

namespace AvianVox.Training.Naming;

/// <summary>What names are compared by: the same for a name in other case, with other accents, spaces or hyphens.</summary>
internal static class NameKey
{
    /// <summary>The key of a name.</summary>
    /// <param name="name">Name in any script.</param>
    /// <returns>Capital letters and digits, one space for each run of anything else; apostrophes vanish.</returns>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var rune in PlainLetters.Of(name).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                key.Append(Rune.ToUpperInvariant(rune).ToString());
            }
            else if (rune.Value is not ('\'' or '\u2019' or '\u02BC') && key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }

    /// <summary>The key of a person: the same in other case, with other accents, and as "Family, Given".</summary>
    /// <param name="name">Name.</param>
    public static string OfPerson(string name) => string.Join(' ', Of(name).Split(' ').Order(StringComparer.Ordinal));
}
