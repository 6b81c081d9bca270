using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace AvianVox.Classification.Packages;

/// <summary>Comma-separated values as RFC 4180 has them: fields in double quotes may hold commas, line breaks and doubled quotes.</summary>
public static class CsvText
{
    private static readonly CsvConfiguration Written = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        ShouldQuote = arguments => arguments.Field.AsSpan().IndexOfAny(",\"\r\n") >= 0,
    };

    /// <summary>
    /// Splits a text into its records. Empty lines are left out, a byte-order mark is ignored, lines may end in CR LF or LF.
    /// </summary>
    /// <param name="text">Whole text.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <returns>The records, each with the number of its first line, from 1.</returns>
    /// <exception cref="FormatException">
    /// A quote that is never closed, or text behind a closing quote; the message names the line.
    /// </exception>
    public static IReadOnlyList<(int Line, string[] Fields)> Parse(string text, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = 1;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            IgnoreBlankLines = false,
            BadDataFound = bad => throw new FormatException(IsOpen(bad.RawRecord)
                ? $"line {line}: a quote is never closed"
                : $"line {line}: text follows a closing quote; a quote within a quoted field is doubled"),
        };
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        using var parser = new CsvParser(reader, configuration);
        var records = new List<(int, string[])>();
        while (parser.Read())
        {
            var fields = parser.Record!;
            if (IsOpen(parser.RawRecord))
            {
                throw new FormatException($"line {line}: a quote is never closed");
            }

            if (fields.Length > 1 || fields[0].Length > 0)
            {
                records.Add((line, fields));
            }

            line = parser.RawRow + 1;
        }

        return records;
    }

    /// <summary>Writes one record, with its line feed. Fields are quoted where they must be.</summary>
    /// <param name="to">Receives the record.</param>
    /// <param name="fields">Fields.</param>
    public static void AppendRecord(StringBuilder to, params IEnumerable<string> fields)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(fields);
        using var writer = new CsvWriter(new StringWriter(to, CultureInfo.InvariantCulture), Written);
        foreach (var field in fields)
        {
            writer.WriteField(field);
        }

        writer.NextRecord();
    }

    private static bool IsOpen(string raw) => raw.Count(c => c == '"') % 2 != 0;
}
