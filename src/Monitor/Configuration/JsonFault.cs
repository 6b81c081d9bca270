using System.Text.Json;

namespace AvianVox.Monitor.Configuration;

/// <summary>
/// Says what is wrong with a text that is no JSON, for people who have never heard of it. Nothing of the text is repeated: what stands
/// where
/// no value may stand can be a password that lacks its quotation marks.
/// </summary>
internal static class JsonFault
{
    private const string Usual = "names and texts stand between straight quotation marks, numbers, true, false and null without; a colon stands behind a name, and a comma between two settings";

    /// <summary>Where a fault is, in bytes.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="error">What the reader threw.</param>
    public static int Offset(ReadOnlySpan<byte> text, JsonException error)
    {
        var start = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            var next = text[start..].IndexOf((byte)'\n');
            start += next < 0 ? 0 : next + 1;
        }

        return (int)Math.Min(start + (error.BytePositionInLine ?? 0), text.Length);
    }

    /// <summary>What is wrong there, and what to do.</summary>
    /// <param name="text">The whole text, UTF-8.</param>
    /// <param name="at">Where, in bytes.</param>
    /// <param name="isTooDeep">Whether groups stand within too many others.</param>
    public static string Cause(ReadOnlySpan<byte> text, int at, bool isTooDeep)
    {
        if (isTooDeep)
        {
            return "groups and lists stand within too many others here";
        }

        var rest = text[at..];
        if (!rest.ContainsAnyExcept(" \t\r\n"u8))
        {
            return "the file ends too early: a }, a ] or a quotation mark is missing before its end";
        }

        var before = text[..at].TrimEnd(" \t\r\n"u8);
        var last = before.Length == 0 ? (byte)0 : before[^1];
        return rest[0] switch
        {
            >= (byte)'0' and <= (byte)'9' when last == ',' && before.Length > 1 && char.IsAsciiDigit((char)before[^2]) =>
                "a number has a point before its decimals, not a comma: 0.6",
            (byte)'\'' => "texts stand between straight double quotation marks, \"...\", not between apostrophes",
            (byte)'=' => "a colon stands between a name and its value, not an equals sign",
            (byte)'\n' or (byte)'\r' or (byte)'\t' =>
                "a text ends on the line it begins on, with a quotation mark; a line break within it is written \\n, a tab \\t",
            < (byte)' ' => "a control character stands here; take it out",
            _ when IsTypographic(rest) => "these quotation marks are typographic; names and texts stand between straight ones, \"...\" (a text editor for letters puts the others in)",
            _ when last == '\\' => "a backslash within a text is written twice: \\\\",
            _ when last is (byte)'"' or (byte)'}' or (byte)']' && rest[0] is (byte)'"' or (byte)'{' => "a comma is missing before this, at the end of the setting before it",
            (byte)'}' or (byte)']' => "something is missing before this, or it closes what was not opened",
            _ => Usual,
        };
    }

    /// <summary>Whether a text begins with a quotation mark that printers use: “ ” „ ‘ ’ ‚ « ».</summary>
    private static bool IsTypographic(ReadOnlySpan<byte> text) =>
        text is [0xE2, 0x80, >= 0x98 and <= 0x9F, ..] or [0xC2, 0xAB or 0xBB, ..];
}
