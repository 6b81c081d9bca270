namespace AvianVox.Monitor.Cli;

/// <summary>
/// One cell of comma-separated values (RFC 4180) that people open in spreadsheets. A text that begins as a formula does, with = + - @, a
/// tab
/// or a carriage return, has an apostrophe put before it: a spreadsheet would run it, and who named a species may have meant it to.
/// </summary>
internal static class CsvCell
{
    /// <summary>Writes a text.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
