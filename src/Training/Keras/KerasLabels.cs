using System.Globalization;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Keras;

/// <summary>Reads the labels of an imported model from CSV files with a header.</summary>
internal static class KerasLabels
{
    private static readonly string[] IndexColumns = ["label", "index", "id"];
    private static readonly string[] CommonColumns = ["english_cname", "common_name", "english_name", "english", "name"];
    private static readonly string[] ScientificColumns = ["scientific_name", "scientific"];

    /// <summary>Reads one label per line: its index and English name, a scientific name and a kind where such columns are.</summary>
    /// <param name="path">CSV file.</param>
    /// <param name="scientificNames">Scientific names by English name, for labels that have none of their own.</param>
    /// <returns>
    /// Labels, all faults of which the package writer tells. A label without a scientific name has the English one there.
    /// </returns>
    /// <exception cref="WorkshopException">The file is not readable as such.</exception>
    public static IReadOnlyList<Label> Read(string path, IReadOnlyDictionary<string, string> scientificNames)
    {
        var (header, rows) = Table(path);
        var index = Column(path, header, IndexColumns);
        var common = Column(path, header, CommonColumns);
        var scientific = Optional(header, ScientificColumns);
        var kind = Optional(header, ["kind"]);
        var labels = new List<Label>();
        foreach (var (line, fields) in rows)
        {
            if (!int.TryParse(fields[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                throw new WorkshopException($"{path} line {line}: {header[index]} is '{fields[index]}'; a whole number from 0 is needed.");
            }

            var name = fields[common].Trim();
            var given = scientific >= 0 ? fields[scientific].Trim() : "";
            labels.Add(new Label(
                number,
                given.Length > 0 ? given : scientificNames.GetValueOrDefault(name, name),
                name,
                CodeOf(path, line, name),
                kind < 0 ? LabelKind.Bird : KindOf(path, line, fields[kind])));
        }

        return labels;
    }

    /// <summary>
    /// Reads scientific names: a column with the English name, and one with the scientific name or two with genus and species.
    /// </summary>
    /// <param name="path">CSV file; an English name may occur on many lines.</param>
    /// <exception cref="WorkshopException">The file is not readable as such, or contradicts itself.</exception>
    public static IReadOnlyDictionary<string, string> ReadScientificNames(string path)
    {
        var (header, rows) = Table(path);
        var common = Column(path, header, CommonColumns);
        var scientific = Optional(header, ScientificColumns);
        var genus = scientific >= 0 ? -1 : Column(path, header, ["genus"]);
        var species = scientific >= 0 ? -1 : Column(path, header, ["species"]);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (line, fields) in rows)
        {
            var name = scientific >= 0 ? fields[scientific].Trim() : $"{fields[genus].Trim()} {fields[species].Trim()}";
            if (!names.TryAdd(fields[common].Trim(), name) && names[fields[common].Trim()] != name)
            {
                throw new WorkshopException(
                    $"{path} line {line}: '{fields[common]}' is {name} here and {names[fields[common].Trim()]} above.");
            }
        }

        return names;
    }

    private static (string[] Header, IEnumerable<(int Line, string[] Fields)> Rows) Table(string path)
    {
        if (!File.Exists(path))
        {
            throw new WorkshopException($"{path}: there is no such file.");
        }

        try
        {
            var records = CsvText.Parse(File.ReadAllText(path));
            if (records.Count < 2)
            {
                throw new WorkshopException($"{path}: a header and at least one line are needed.");
            }

            var header = records[0].Fields;
            if (records.FirstOrDefault(r => r.Fields.Length != header.Length) is { Line: > 0 } odd)
            {
                throw new WorkshopException($"{path} line {odd.Line}: {odd.Fields.Length} fields, but the header has {header.Length}.");
            }

            return (header, records.Skip(1));
        }
        catch (FormatException e)
        {
            throw new WorkshopException($"{path} {e.Message}.", e);
        }
    }

    private static int Optional(string[] header, string[] names)
        => names.Select(
            n => Array.FindIndex(header, h => string.Equals(h.Trim(), n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(
                i => i >= 0, -1);

    private static int Column(string path, string[] header, string[] names)
        => Optional(header, names) is >= 0 and var index
            ? index
            : throw new WorkshopException(
                $"{path}: no column '{string.Join("' or '", names)}'; the header is '{string.Join(',', header)}'.");

    private static string CodeOf(string path, int line, string name)
    {
        try
        {
            return LabelCode.From(name);
        }
        catch (ArgumentException)
        {
            throw new WorkshopException(
                $"{path} line {line}: no code can be made of the name '{name}': it holds no ASCII letter and no digit.");
        }
    }

    private static LabelKind KindOf(string path, int line, string text)
        => Enum.TryParse<LabelKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? kind
            : throw new WorkshopException(
                $"{path} line {line}: kind is '{text}'; allowed: {string.Join(", ", Enum.GetNames<LabelKind>()).ToLowerInvariant()}.");
}
