using System.Text.Json;

namespace AvianVox.Classification.Packages;

/// <summary>How names of our code are spelt in the files of a package.</summary>
internal static class Spelling
{
    /// <summary>An enumeration's value in lower case with hyphens: LogitsSoftmax is "logits-softmax".</summary>
    /// <typeparam name="T">Enumeration.</typeparam>
    /// <param name="value">Value.</param>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>All values of an enumeration, quoted, as a message lists what is allowed.</summary>
    /// <typeparam name="T">Enumeration.</typeparam>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(v => $"'{Of(v)}'"));

    /// <summary>Reads an enumeration's value.</summary>
    /// <typeparam name="T">Enumeration.</typeparam>
    /// <param name="text">Text as in the file.</param>
    /// <param name="value">The value.</param>
    public static bool TryRead<T>(string text, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(Of(candidate), text, StringComparison.Ordinal))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>First letter in lower case: a property's name as a JSON key, or a message that begins with one.</summary>
    /// <param name="text">Text.</param>
    public static string Camel(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
