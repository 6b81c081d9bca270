using System.Globalization;
using System.Text.RegularExpressions;
using AvianVox.Training.Files;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Manifests;

/// <summary>Lists the sounds that a table names, whatever its columns are called.</summary>
internal sealed partial class CsvCandidates
{
    /// <summary>Which column holds what.</summary>
    public required CsvColumns Columns { get; init; }

    /// <summary>Folder that paths in the file are relative to; null for the file's own.</summary>
    public string? Root { get; init; }

    /// <summary>Licence where the file has no column for it.</summary>
    public string Licence { get; init; } = "";

    /// <summary>What names are of that do not tell; null asks.</summary>
    public KindChoices? Kinds { get; init; }

    /// <summary>The one recording that all rows are about, where the table names none; null where it does.</summary>
    public string? Audio { get; init; }

    /// <summary>Species by what the table calls them, where somebody says so.</summary>
    public IReadOnlyDictionary<string, string> Called { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Lists the files. Several rows of one file are stretches of it where they say from when to when, else several species in
    /// one recording.
    /// </summary>
    /// <param name="csv">Path of the table; its first line names the columns.</param>
    /// <param name="fault">Receives one line per row left out.</param>
    /// <exception cref="WorkshopException">The file is missing or faulty, or lacks a column that was named or is needed.</exception>
    public IReadOnlyList<ImportCandidate> List(string csv, Action<string> fault) => List(TableText.Read(csv), fault);

    /// <summary>Lists the files of a table that was read.</summary>
    /// <param name="table">Table.</param>
    /// <param name="fault">Receives one line per row left out.</param>
    /// <exception cref="WorkshopException">It lacks a column that was named or is needed.</exception>
    public IReadOnlyList<ImportCandidate> List(TableText table, Action<string> fault)
    {
        var csv = table.Path;
        var at = Columns.Find(csv, table.Header, table.SeparatorName);
        RequireColumns(table, at);
        var root = Root ?? Path.GetDirectoryName(Path.GetFullPath(csv))!;
        if (!Directory.Exists(root))
        {
            throw new WorkshopException(
                $"{root}: there is no such folder; --root names the folder that the file column's paths start from.");
        }

        var names = CodesOf(table, at);
        var rows = new List<Row>();
        var unsure = new UnsureNames();
        foreach (var (line, fields) in table.Rows)
        {
            string Text(string column) => at.TryGetValue(column, out var i) && i < fields.Length ? fields[i].Trim() : "";
            if (fields.Length != table.Header.Length)
            {
                fault($"{csv}, line {line}: {fields.Length} fields where the first line names {table.Header.Length}; left out");
            }
            else if (Read(table, line, Text, root, unsure, fault) is { } row)
            {
                rows.Add(
                    row with
                    {
                        Also = [.. AlsoOf(Text("also")).Select(a => names.GetValueOrDefault(a, a)).Where(
                        a => a != row.Sound.ScientificName)]
                    });
            }
        }

        foreach (var question in unsure.Questions())
        {
            fault(question);
        }

        return [.. rows.GroupBy(r => r.Path, StringComparer.Ordinal).SelectMany(g => OfFile(csv, [.. g], fault))];
    }

    private static IEnumerable<ImportCandidate> OfFile(string csv, IReadOnlyList<Row> rows, Action<string> fault)
    {
        var boxes = rows.Where(r => r.From is not null).ToList();
        var whole = rows.Where(r => r.From is null).ToList();
        if (boxes.Count > 0 && whole.Count > 0)
        {
            fault($"{csv}, line {whole[0].Line}: other rows of {whole[0].Path} say from when to when, this one does not; left out");
        }

        foreach (var box in boxes.DistinctBy(b => (b.From, b.To, b.Sound)))
        {
            yield return Candidate(box);
        }

        if (boxes.Count == 0)
        {
            // The first row names the recording; the others what is heard in it too.
            foreach (var repeated in whole.Skip(1).Where(r => r.Sound == whole[0].Sound))
            {
                fault(
                    $"{csv}, line {repeated.Line}: {repeated.Path} is listed as {repeated.Sound.CommonName} in line {whole[0].Line} " +
                    "already; left out");
            }

            var others = whole.SelectMany(r => r.Also.Prepend(r.Sound.ScientificName))
                .Where(n => n != whole[0].Sound.ScientificName)
                .Distinct(StringComparer.Ordinal);
            yield return Candidate(whole[0] with { Also = [.. others] });
        }
    }

    private static ImportCandidate Candidate(Row row) => new(row.Path, row.Sound, row.Entry);

    private Row? Read(TableText table, int line, Func<string, string> text, string root, UnsureNames unsure, Action<string> fault)
    {
        var file = Audio ?? text("file");
        var name = Called.TryGetValue(text("species"), out var species)
            ? SpeciesName.Parse(species)
            : Name(text("species"), text("scientific"));
        if (file.Length == 0 || name.Shown.Length == 0)
        {
            fault($"{table.Path}, line {line}: {(file.Length == 0 ? "no file" : "no species")} is named; left out");
            return null;
        }

        var told = KindText.Read(text("kind"));
        if (text("kind").Length > 0 && told is null)
        {
            fault($"{table.Path}, line {line}: kind is '{text("kind")}'; allowed: {KindText.Allowed}; left out");
            return null;
        }

        var (from, to) = (Number(text("from_seconds"), table.Separator), Number(text("to_seconds"), table.Separator));
        if ((from is null) != (to is null) || !(from is null || from >= 0) || !(to is null || to > from))
        {
            fault(
                $"{table.Path}, line {line}: the stretch is from '{text("from_seconds")}' to '{text("to_seconds")}'; give seconds, " +
                "the second later than the first; left out");
            return null;
        }

        if (SoundNaming.Of(name, told, Kinds) is not { } sound)
        {
            unsure.Add(name.Shown);
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(Audio is null ? root : "", file));
        return new Row(line, path, sound, from, to) { Text = text, Separator = table.Separator, Licence = Licence };
    }

    /// <summary>A column that is there is believed: a name beside a scientific one is a name, whatever it looks like.</summary>
    private static SpeciesName Name(string species, string scientific) =>
        scientific.Length > 0 ? new SpeciesName(species == scientific ? "" : species, scientific) : SpeciesName.Parse(species);

    private static double? Number(string text, char separator) =>
        double.TryParse(separator == ',' ? text : text.Replace(',', '.'), CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? value
            : null;

    /// <summary>Names within a field: between semicolons, or as a list is written in Python.</summary>
    private static IEnumerable<string> AlsoOf(string text) => text.StartsWith('[')
        ? InQuotes().Matches(text).Select(m => m.Groups[1].Value.Trim()).Where(n => n.Length > 0)
        : text.Split([';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Scientific names by the codes of a table that has both, as competitions give them.</summary>
    private static Dictionary<string, string> CodesOf(TableText table, Dictionary<string, int> at)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        var code = Array.FindIndex(table.Header, h => h is "primary_label" or "code" or "species_code" or "ebird_code");
        if (code >= 0 && at.TryGetValue("scientific", out var scientific))
        {
            foreach (var (_, fields) in table.Rows.Where(r => r.Fields.Length == table.Header.Length))
            {
                codes.TryAdd(fields[code].Trim(), fields[scientific].Trim());
            }
        }

        return codes;
    }

    private void RequireColumns(TableText table, Dictionary<string, int> at)
    {
        if (table.Rows.Count == 0)
        {
            throw new WorkshopException(
                $"{table.Path}: the file lists nothing; its first line names the columns, each further line a recording.");
        }

        var found = $"{string.Join(", ", table.Header)} (with {table.SeparatorName} between them)";
        if (!at.ContainsKey("file") && Audio is null)
        {
            throw new WorkshopException($"{table.Path}: there is no column 'file'; --file-column names one of: {found}.");
        }

        if (!at.ContainsKey("species") && !at.ContainsKey("scientific"))
        {
            throw new WorkshopException(
                $"{table.Path}: there is no column 'species'; --species-column or --scientific-column names one of: {found}.");
        }
    }

    [GeneratedRegex("""['"]([^'"]*)['"]""")]
    private static partial Regex InQuotes();

    /// <summary>A row that can be used.</summary>
    private sealed record Row(int Line, string Path, SoundClass Sound, double? From, double? To)
    {
        public IReadOnlyList<string> Also { get; init; } = [];

        public required Func<string, string> Text { get; init; }

        public required char Separator { get; init; }

        public required string Licence { get; init; }

        public ManifestEntry Entry(string reference, AudioFacts audio) => new()
        {
            File = reference,
            Species = Sound.CommonName,
            Scientific = Sound.ScientificName,
            Recordist = Text("recordist"),
            Country = Text("country"),
            Place = Text("place"),
            Latitude = Number(Text("latitude"), Separator),
            Longitude = Number(Text("longitude"), Separator),
            Date = Text("date"),
            Time = Text("time"),
            Type = Text("type"),
            Quality = Text("quality"),
            Licence = Text("licence") is { Length: > 0 } own ? own : Licence,
            Source = Text("source"),
            Id = Text("id"),
            Kind = KindText.Of(Sound.Kind),
            Also = string.Join("; ", Also),
            From = From,
            To = To,
            Audio = audio,
        };
    }
}
