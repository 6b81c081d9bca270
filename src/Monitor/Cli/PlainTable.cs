using System.Globalization;
using AvianVox.Classification.Packages;

namespace AvianVox.Monitor.Cli;

/// <summary>
/// A table of plain text, one line a row and none of them ever broken in two. On a terminal it is as wide as that at most: columns that may
/// go do so, the last of them first, and then texts are cut short. In a pipe or file it is as wide as its texts.
/// </summary>
/// <param name="columns">Its columns.</param>
internal sealed class PlainTable(IReadOnlyList<PlainColumn> columns)
{
    private const string Between = "  ";
    private const int NarrowestText = 8;

    /// <summary>Writes rows under a head.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">Texts of the columns.</param>
    /// <param name="width">Of the terminal, in characters; null where there is none.</param>
    public void Write(TextWriter output, IReadOnlyList<string[]> rows, int? width)
    {
        string[][] lines = [[.. columns.Select(column => column.Title)], .. rows.Select(row => row.Select(PlainText.Line).ToArray())];
        var widths = columns.Select((_, index) => lines.Max(line => line[index].Length)).ToArray();
        var shown = Enumerable.Range(0, columns.Count).ToList();
        if (width is { } most)
        {
            foreach (var index in Enumerable.Range(0, columns.Count).Where(index => columns[index].MayGo).Reverse())
            {
                if (Total(shown, widths) > most)
                {
                    shown.Remove(index);
                }
            }

            foreach (var index in shown.Where(index => columns[index].MayShrink))
            {
                widths[index] = Math.Max(NarrowestText, widths[index] - Math.Max(0, Total(shown, widths) - most));
            }
        }

        foreach (var line in lines)
        {
            output.WriteLine(
                string.Join(Between, shown.Select(index => Fitted(line[index], widths[index], columns[index].IsRight))).TrimEnd());
        }
    }

    private static int Total(List<int> shown, int[] widths) => shown.Sum(index => widths[index]) + (Between.Length * (shown.Count - 1));

    private static string Fitted(string text, int width, bool isRight)
    {
        if (text.Length > width)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, width - 1)}\u2026");
        }

        return isRight ? text.PadLeft(width) : text.PadRight(width);
    }
}
