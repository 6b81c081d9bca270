using System.Buffers;

namespace AvianVox.Listening.Settings;

/// <summary>
/// A command, of which the program alone is shown: a token or password may stand anywhere behind it. In a list of arguments, placeholders
/// are shown too.
/// </summary>
public sealed class HoldsArgumentsAttribute : MaskAttribute
{
    /// <summary>
    /// Shortest word of a command that is looked for in what the command says; a word with a digit, as tokens and passwords are.
    /// </summary>
    private const int ShortestWord = 6;

    /// <summary>What ends a word of a shell.</summary>
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n;|&<>()");

    /// <inheritdoc />
    public override string Show(string value, int place = 0) =>
        place > 0 ? value is ['{', .., '}'] || value.Length == 0 ? value : Mask : Program(value);

    /// <summary>The program of a command, and that there is more.</summary>
    /// <param name="command">As a shell takes it.</param>
    public static string Program(string command)
    {
        var trimmed = command.AsSpan().Trim();
        var end = trimmed.IndexOfAny(WordEnds);
        var word = (end < 0 ? trimmed : trimmed[..end]).ToString();
        // A variable before the program, NAME=value, may be the secret itself.
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 ? $"{word[..(equals + 1)]}{Mask}" : end < 0 ? word : $"{word} {Mask}";
    }

    /// <summary>What a program said, without the words of the command that it was started with.</summary>
    /// <param name="told">What it said.</param>
    /// <param name="arguments">What followed the program; each may be several words.</param>
    public static string Scrub(string told, IEnumerable<string> arguments)
    {
        var words = arguments
            .SelectMany(argument => argument.Split([' ', '\t', '\r', '\n', '"', '\'', '='], StringSplitOptions.RemoveEmptyEntries).Append(argument))
            .Where(word => word.Length >= ShortestWord && word.Any(char.IsAsciiDigit))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(word => word.Length);
        return words.Aggregate(told, (text, word) => text.Replace(word, Mask, StringComparison.Ordinal));
    }
}
