using System.Text;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Files;

/// <summary>
/// A table in text, as programs and people write them: in any of the usual encodings, with commas, semicolons or tabs between
/// fields.
/// </summary>
/// <param name="Path">Its file.</param>
/// <param name="Separator">What stands between fields.</param>
/// <param name="Header">First record.</param>
/// <param name="Rows">The others, each with the number of its first line.</param>
internal sealed record TableText(string Path, char Separator, string[] Header, IReadOnlyList<(int Line, string[] Fields)> Rows)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>What stands between fields, in words.</summary>
    public string SeparatorName => Separator switch { ';' => "semicolons", '\t' => "tabs", _ => "commas" };

    /// <summary>Reads a table.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="WorkshopException">It is missing, cannot be read, or is no table.</exception>
    public static TableText Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new WorkshopException($"{path}: there is no such file.");
        }

        try
        {
            var text = Decode(File.ReadAllBytes(path));
            if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
                && text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end)
            {
                // What Excel asks to be told; the line below it says the same.
                text = text[(end + 1)..];
            }

            var separator = SeparatorOf(text);
            var records = CsvText.Parse(text, separator);
            return records.Count == 0
                ? new TableText(path, separator, [], [])
                : new TableText(path, separator, Array.ConvertAll(records[0].Fields, f => f.Trim()), [.. records.Skip(1)]);
        }
        catch (FormatException fault)
        {
            throw new WorkshopException($"{path}: {fault.Message}.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new WorkshopException($"{path} cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    /// <summary>
    /// Text of a file's bytes: as its byte-order mark says; else UTF-8; what is none is taken for Windows-1252, as spreadsheets
    /// write it.
    /// </summary>
    /// <param name="bytes">Whole file.</param>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            if (bytes.StartsWith(encoding.Preamble))
            {
                return encoding.GetString(bytes[encoding.Preamble.Length..]);
            }
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    /// <summary>The separator that occurs most often in the first line, quoted fields left out; a comma where none does.</summary>
    private static char SeparatorOf(string text)
    {
        var counts = new int[Separators.Length];
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '\n' or '\r')
            {
                break;
            }
            else if (!quoted && Array.IndexOf(Separators, c) is >= 0 and var at)
            {
                counts[at]++;
            }
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }
}
