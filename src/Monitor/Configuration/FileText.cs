using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace AvianVox.Monitor.Configuration;

/// <summary>Judges the bytes of a text file, and finds places in it.</summary>
internal static class FileText
{
    /// <summary>Length of a byte order mark, which editors on other systems leave and JSON does not know.</summary>
    /// <param name="bytes">The whole file.</param>
    public static int MarkLength(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? 3 : 0;

    /// <summary>What is wrong with the bytes, after the file's name; null when they are UTF-8 and more than spaces.</summary>
    /// <param name="bytes">The whole file.</param>
    public static string? Fault(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || (bytes.Length > 1 && bytes[..2].Contains((byte)0)))
        {
            return ": is written in UTF-16 or UTF-32; save it as UTF-8";
        }

        if (!Utf8.IsValid(bytes))
        {
            var at = 0;
            while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            {
                at += length;
            }

            var (line, position) = Place(bytes, at);
            return string.Create(CultureInfo.InvariantCulture, $", line {line}, position {position}: this character is not UTF-8 (the file may be Latin-1 or Windows-1252); save it as UTF-8");
        }

        return bytes[MarkLength(bytes)..].ContainsAnyExcept(" \t\r\n"u8) ? null : ": is empty; { } alone leaves every setting at its default";
    }

    /// <summary>Line and position in the line, in characters, both from 1.</summary>
    /// <param name="text">UTF-8; its end may be no whole character.</param>
    /// <param name="at">An offset in bytes.</param>
    public static (int Line, int Position) Place(ReadOnlySpan<byte> text, int at)
    {
        var before = text[..Math.Min(at, text.Length)];
        var line = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(line == 0 ? MarkLength(text) : line)..]) + 1);
    }
}
