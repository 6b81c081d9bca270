using System.Text;

namespace AvianVox.Classification.Packages;

/// <summary>Makes label codes.</summary>
public static class LabelCode
{
    /// <summary>Longest code.</summary>
    private const int MaxLength = 64;

    /// <summary>
    /// The code of a name: lower-case ASCII letters and digits, a hyphen for each run of anything else; apostrophes vanish ("Abert's
    /// Towhee" is aberts-towhee).
    /// </summary>
    /// <param name="name">English or scientific name.</param>
    /// <exception cref="ArgumentException">The name holds neither an ASCII letter nor a digit.</exception>
    public static string From(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var code = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                code.Append(char.ToLowerInvariant(c));
            }
            else if (c is not ('\'' or '\u2019') && code.Length > 0 && code[^1] != '-')
            {
                code.Append('-');
            }
        }

        var text = code.ToString(0, Math.Min(code.Length, MaxLength)).TrimEnd('-');
        return text.Length > 0 ? text
            : throw new ArgumentException($"No code can be made of '{name}': it holds no ASCII letter and no digit.", nameof(name));
    }
}
