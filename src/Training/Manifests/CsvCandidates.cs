using System.Globalization;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Manifests;

/// <summary>Lists the sounds that a CSV file names, whatever its columns are called.</summary>
internal sealed class CsvCandidates
{
    /// <summary>Which column holds what.</summary>
    public required CsvColumns Columns { get; init; }

    /// <summary>Folder that paths in the file are relative to; null for the file's own.</summary>
    public string? Root { get; init; }

    /// <summary>Licence where the file has no column for it.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Lists the files.</summary>
    /// <param name="csv">Path of the CSV file; its first line names the columns.</param>
    /// <param name="fault">Receives one line per row left out.</param>
    /// <exception cref="WorkshopException">The file is missing or faulty, or lacks a column that was named or is needed.</exception>
    public IReadOnlyList<ImportCandidate> List(string csv, Action<string> fault)
    {
        var rows = Rows(csv);
        var header = rows[0].Fields;
        var at = Places(csv, header);
        var root = Root ?? Path.GetDirectoryName(Path.GetFullPath(csv))!;
        if (!Directory.Exists(root))
        {
            throw new WorkshopException(
                $"{root}: there is no such folder; --root names the folder that the file column's paths start from.");
        }

        var candidates = new List<ImportCandidate>();
        foreach (var (line, fields) in rows.Skip(1))
        {
            string Text(string column) => at.TryGetValue(column, out var i) && i < fields.Length ? fields[i].Trim() : "";
            var name = Name(Text("species"), Text("scientific"));
            if (fields.Length != header.Length)
            {
                fault($"{csv}, line {line}: {fields.Length} fields where the first line names {header.Length}; left out");
            }
            else if (Text("file").Length == 0 || name.Shown.Length == 0)
            {
                fault($"{csv}, line {line}: {(Text("file").Length == 0 ? "no file" : "no species")} is named; left out");
            }
            else
            {
                var path = Path.GetFullPath(Path.Combine(root, Text("file")));
                candidates.Add(new ImportCandidate(path, name, (reference, audio) => Entry(reference, audio, name, Text)));
            }
        }

        return candidates;
    }

    private static SpeciesName Name(string species, string scientific)
    {
        var parsed = SpeciesName.Parse(species);
        return scientific.Length > 0 ? new SpeciesName(parsed.Common, scientific) : parsed;
    }

    private static double? Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static IReadOnlyList<(int Line, string[] Fields)> Rows(string csv)
    {
        if (!File.Exists(csv))
        {
            throw new WorkshopException($"{csv}: there is no such file.");
        }

        try
        {
            var rows = CsvText.Parse(File.ReadAllText(csv));
            return rows.Count > 1
                ? rows
                : throw new WorkshopException(
                    $"{csv}: the file lists nothing; its first line names the columns, each further line a recording.");
        }
        catch (FormatException fault)
        {
            throw new WorkshopException($"{csv}: {fault.Message}.", fault);
        }
    }

    private Dictionary<string, int> Places(string csv, string[] header)
    {
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in CsvColumns.Mappable)
        {
            var named = Columns.Names.TryGetValue(column, out var name);
            var place = Array.IndexOf(header, name ?? column);
            if (place >= 0)
            {
                at[column] = place;
            }
            else if (named || column is "file")
            {
                throw new WorkshopException(
                    $"{csv}: there is no column '{name ?? column}'; --{column}-column names one of: {string.Join(", ", header)}.");
            }
        }

        return at.ContainsKey("species") || at.ContainsKey("scientific")
            ? at
            : throw new WorkshopException(
                $"{csv}: there is no column 'species'; --species-column or --scientific-column names one of: {string.Join(", ", header)}.");
    }

    private ManifestEntry Entry(string reference, AudioFacts audio, SpeciesName name, Func<string, string> text) => new()
    {
        File = reference,
        Species = name.Shown,
        Scientific = name.Identity,
        Recordist = text("recordist"),
        Country = text("country"),
        Place = text("place"),
        Latitude = Number(text("latitude")),
        Longitude = Number(text("longitude")),
        Date = text("date"),
        Time = text("time"),
        Type = text("type"),
        Quality = text("quality"),
        Licence = text("licence") is { Length: > 0 } own ? own : Licence,
        Source = text("source"),
        Id = text("id"),
        Audio = audio,
    };
}
