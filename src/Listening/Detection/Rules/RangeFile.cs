using System.Globalization;
using AvianVox.Classification.Packages;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>
/// Reads a range file: CSV with a header that names its columns in any order. "species" must be there; "weeks" (1 to 48) or
/// "months" (1 to 12), or neither for the whole year; "south", "north", "west" and "east" in degrees, or none of them.
/// </summary>
internal static class RangeFile
{
    private static readonly string[] Edges = ["south", "north", "west", "east"];

    private static readonly string[] Columns = ["species", "weeks", "months", .. Edges];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="faults">Receives everything that is wrong, with the number of its line.</param>
    /// <returns>The lines that could be read.</returns>
    public static IReadOnlyList<RangeLine> Read(string path, ICollection<string> faults)
    {
        try
        {
            return Parse(File.ReadAllText(path), faults);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add($"there is no such file (looked for {Path.GetFullPath(path)})");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"cannot be read: {fault.Message}");
        }

        return [];
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="faults">Receives everything that is wrong, with the number of its line.</param>
    /// <returns>The lines that could be read.</returns>
    public static IReadOnlyList<RangeLine> Parse(string text, ICollection<string> faults)
    {
        IReadOnlyList<(int Line, string[] Fields)> records;
        try
        {
            records = CsvText.Parse(text);
        }
        catch (FormatException fault)
        {
            faults.Add(fault.Message);
            return [];
        }

        var header = records.Count > 0 ? records[0].Fields.Select(field => field.Trim().ToLowerInvariant()).ToArray() : [];
        if (Header(header) is { } wrong)
        {
            faults.Add($"line {(records.Count > 0 ? records[0].Line : 1)}: {wrong}");
            return [];
        }

        var lines = new List<RangeLine>();
        foreach (var (number, fields) in records.Skip(1))
        {
            var before = faults.Count;
            if (fields.Length != header.Length)
            {
                faults.Add($"line {number}: has {fields.Length} fields, the header has {header.Length}; a field with a comma stands in double quotes");
                continue;
            }

            var values = header.Zip(fields, (name, field) => (name, Value: field.Trim())).ToDictionary(
                pair => pair.name,
                pair => pair.Value,
                StringComparer.Ordinal);
            var line = new RangeLine(number, values["species"], Weeks(number, values, faults), Box(number, values, faults));
            if (line.Species.Length == 0)
            {
                faults.Add($"line {number}: species is empty");
            }

            if (faults.Count == before)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static string? Header(string[] header)
    {
        if (!header.Contains("species", StringComparer.Ordinal) || header.Except(Columns, StringComparer.Ordinal).Any() || header.Distinct(StringComparer.Ordinal).Count() != header.Length)
        {
            return $"the header is '{string.Join(',', header)}'; allowed: species, and of {string.Join(", ", Columns.Skip(1))} those that are needed, each once";
        }

        var edges = header.Intersect(Edges, StringComparer.Ordinal).Count();
        return edges is 0 or 4 ? null : $"the header names {edges} of {string.Join(", ", Edges)}; allowed: all four or none";
    }

    private static WeekSet Weeks(int line, Dictionary<string, string> values, ICollection<string> faults)
    {
        var set = default(WeekSet);
        foreach (var (column, most) in (ReadOnlySpan<(string, int)>)[("weeks", WeekSet.Weeks), ("months", WeekSet.Weeks / WeekSet.WeeksOfMonth)])
        {
            var text = values.GetValueOrDefault(column, "");
            if (!WeekSet.TryParse(text, most, out var part))
            {
                faults.Add($"line {line}: {column} is '{text}'; allowed: numbers from 1 to {most} and ranges such as 9-24 or {most - 3}-4 (over the end of the year), with spaces between");
            }

            set = set.Union(part);
        }

        return set.IsEmpty ? WeekSet.All : set;
    }

    private static GeoBox? Box(int line, Dictionary<string, string> values, ICollection<string> faults)
    {
        var texts = Edges.Select(edge => values.GetValueOrDefault(edge, "")).ToArray();
        if (texts.All(text => text.Length == 0))
        {
            return null;
        }

        var edges = new double[Edges.Length];
        var before = faults.Count;
        for (var edge = 0; edge < Edges.Length; edge++)
        {
            var most = edge < 2 ? 90 : 180;
            if (!double.TryParse(texts[edge], NumberStyles.Float, CultureInfo.InvariantCulture, out edges[edge]) || !(Math.Abs(edges[edge]) <= most))
            {
                faults.Add($"line {line}: {Edges[edge]} is '{texts[edge]}'; allowed: degrees from -{most} to {most} with a point for their decimals, or all four edges empty");
            }
        }

        if (faults.Count == before && edges[0] > edges[1])
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: south is {edges[0]}, more than north, {edges[1]}"));
        }

        return new GeoBox(edges[0], edges[1], edges[2], edges[3]);
    }
}
