using System.Text;

namespace AvianVox.Classification.Packages;

/// <summary>Comma-separated values as RFC 4180 has them: fields in double quotes may hold commas, line breaks and doubled quotes.</summary>
public static class CsvText
{
    /// <summary>
    /// Splits a text into its records. Empty lines are left out, a byte-order mark is ignored, lines may end in CR LF or LF.
    /// </summary>
    /// <param name="text">Whole text.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <returns>The records, each with the number of its first line, from 1.</returns>
    /// <exception cref="FormatException">A quote that is never closed, or text behind a closing quote; the message names the
    /// line.</exception>
    public static IReadOnlyList<(int Line, string[] Fields)> Parse(string text, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        var records = new List<(int, string[])>();
        var fields = new List<string>();
        var line = 1;
        var recordLine = 1;
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        while (at < text.Length)
        {
            fields.Add(text[at] == '"' ? Quoted(text, ref at, ref line) : Plain(text, separator, ref at));
            if (at < text.Length && text[at] == separator)
            {
                at++;
                if (at < text.Length)
                {
                    continue;
                }

                fields.Add("");
            }
            else if (at < text.Length && text[at] is '\r' or '\n')
            {
                at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
                line++;
            }
            else if (at < text.Length)
            {
                throw new FormatException($"line {line}: text follows a closing quote; a quote within a quoted field is doubled");
            }

            if (fields.Count > 1 || fields[0].Length > 0)
            {
                records.Add((recordLine, fields.ToArray()));
            }

            fields.Clear();
            recordLine = line;
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
        to.AppendJoin(',', fields.Select(Quote)).Append('\n');
    }

    private static string Quote(string field)
        => field.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static string Plain(string text, char separator, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
        {
            at++;
        }

        return text[start..at];
    }

    private static string Quoted(string text, ref int at, ref int line)
    {
        var opened = line;
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    at++;
                    return field.ToString();
                }

                at++;
            }
            else if (text[at] == '\n')
            {
                line++;
            }

            field.Append(text[at]);
        }

        throw new FormatException($"line {opened}: a quote is never closed");
    }
}
