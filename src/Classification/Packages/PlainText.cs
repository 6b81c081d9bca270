using System.Globalization;

namespace AvianVox.Classification.Packages;

/// <summary>
/// Texts without what a terminal, a log or a topic would obey: control characters, which move a cursor or fake a line, and marks that turn
/// the direction of what follows them round.
/// </summary>
public static class PlainText
{
    /// <summary>What stands in such a character's place.</summary>
    public const char Replacement = '\uFFFD';

    /// <summary>Whether a character is one of these.</summary>
    /// <param name="letter">Any character.</param>
    public static bool IsControl(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>A text as one line with none of these.</summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(IsControl)
            ? string.Concat(text.Select(letter => letter is '\n' or '\r' or '\t' ? ' ' : IsControl(letter) ? Replacement : letter)) : text;
    }

    /// <summary>A text of several lines with none of these but line breaks and tabs.</summary>
    /// <param name="text">Any text.</param>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(IsControl) ? string.Concat(text.Select(Kept)) : text;
    }

    /// <summary>The character itself, or what stands in its place among lines.</summary>
    /// <param name="letter">Any character.</param>
    public static char Kept(char letter) => letter is '\n' or '\r' or '\t' || !IsControl(letter) ? letter : Replacement;
}
