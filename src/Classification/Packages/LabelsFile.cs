using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AvianVox.Classification.Packages;

/// <summary>Reads and writes labels.csv: index, scientific name, common name, code, kind.</summary>
internal static partial class LabelsFile
{
    /// <summary>Name in the package.</summary>
    public const string Name = "labels.csv";

    private static readonly string[] Header = ["index", "scientific_name", "common_name", "code", "kind"];

    /// <summary>Reads the file's text.</summary>
    /// <param name="text">Whole text.</param>
    /// <param name="faults">Receives the faults, each beginning with the file's name.</param>
    /// <returns>Labels in the order of their indices, as far as they could be read.</returns>
    public static IReadOnlyList<Label> Read(string text, List<string> faults)
    {
        IReadOnlyList<(int Line, string[] Fields)> records;
        try
        {
            records = CsvText.Parse(text);
        }
        catch (FormatException e)
        {
            faults.Add($"{Name} {e.Message}");
            return [];
        }

        if (records.Count == 0 || !records[0].Fields.SequenceEqual(Header, StringComparer.Ordinal))
        {
            faults.Add($"{Name} line 1: the header is '{(records.Count == 0 ? "" : string.Join(',', records[0].Fields))}'; allowed: "
                + $"'{string.Join(',', Header)}'");
            return [];
        }

        var before = faults.Count;
        var labels = new List<Label>();
        foreach (var (line, fields) in records.Skip(1))
        {
            if (ReadLabel(line, fields, faults) is { } label)
            {
                labels.Add(label);
            }
        }

        // A line that could not be read would make every later index look wrong.
        if (faults.Count == before)
        {
            faults.AddRange(Faults(labels).Select(f => $"{Name}: {f}"));
        }

        return [.. labels.OrderBy(l => l.Index)];
    }

    /// <summary>Writes labels.</summary>
    /// <param name="labels">Labels without faults.</param>
    public static string Write(IReadOnlyList<Label> labels)
    {
        var text = new StringBuilder();
        CsvText.AppendRecord(text, Header);
        foreach (var label in labels.OrderBy(l => l.Index))
        {
            CsvText.AppendRecord(text, label.Index.ToString(CultureInfo.InvariantCulture), label.ScientificName, label.CommonName,
                label.Code, Spelling.Of(label.Kind));
        }

        return text.ToString();
    }

    /// <summary>Every fault of a set of labels; empty when it holds together.</summary>
    /// <param name="labels">Labels in any order.</param>
    public static IReadOnlyList<string> Faults(IReadOnlyList<Label> labels)
    {
        var faults = new List<string>();
        if (labels.Count == 0)
        {
            faults.Add("there is no label; allowed: at least 1");
        }

        foreach (var label in labels)
        {
            if (label.Index < 0 || label.Index >= labels.Count)
            {
                faults.Add($"index {label.Index} ('{label.CommonName}'); allowed: 0 to {labels.Count - 1}, each once");
            }

            if (!CodePattern().IsMatch(label.Code))
            {
                faults.Add($"code '{label.Code}' of index {label.Index}; allowed: lower-case letters, digits and hyphens, at most 64");
            }

            if (string.IsNullOrWhiteSpace(label.CommonName) || string.IsNullOrWhiteSpace(label.ScientificName))
            {
                faults.Add(
                    $"index {label.Index} has an empty name; where there is no scientific name, the English one stands in both places");
            }

            // A name that a spreadsheet broke into lines is one all the same; wherever it is told, it is told in one.
            if ((label.CommonName + label.ScientificName).Any(letter => PlainText.IsControl(letter) && letter != '\n'))
            {
                faults.Add(
                    $"index {label.Index} has a control character in a name; allowed: letters, digits, spaces, marks and line breaks");
            }
        }

        faults.AddRange(labels.GroupBy(l => l.Index).Where(g => g.Count() > 1)
            .Select(g =>
                $"index {g.Key} is given {g.Count()} times ({string.Join(", ", g.Select(l => $"'{l.CommonName}'"))}); allowed: once"));
        faults.AddRange(labels.GroupBy(l => l.Code).Where(g => g.Count() > 1)
            .Select(g => $"code '{g.Key}' is given {g.Count()} times (index {string.Join(", ", g.Select(l => l.Index))}); allowed: once"));
        return faults;
    }

    private static Label? ReadLabel(int line, string[] fields, List<string> faults)
    {
        if (fields.Length != Header.Length)
        {
            faults.Add(
                $"{Name} line {line}: {fields.Length} fields; allowed: {Header.Length}. A field with a comma stands in double quotes");
            return null;
        }

        var indexRead = int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        if (!indexRead)
        {
            faults.Add($"{Name} line {line}: index is '{fields[0]}'; allowed: a whole number from 0");
        }

        var kindRead = Spelling.TryRead<LabelKind>(fields[4], out var kind);
        if (!kindRead)
        {
            faults.Add($"{Name} line {line}: kind is '{fields[4]}'; allowed: {Spelling.All<LabelKind>()}");
        }

        return indexRead && kindRead ? new Label(index, fields[1], fields[2], fields[3], kind) : null;
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z")]
    private static partial Regex CodePattern();
}
