using System.Globalization;
using System.Text.RegularExpressions;
using AvianVox.Classification.Packages;
using AvianVox.Training.Files;
using AvianVox.Training.Manifests;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Data;

/// <summary>Reads the recordings that a data folder's list names.</summary>
internal sealed partial class ListedRecordings
{
    /// <summary>Parts of an annotated file between its boxes that are shorter, in seconds, are left out.</summary>
    private const double ShortestRest = 1;

    private readonly TableText _table;
    private readonly string _dataSet;
    private readonly string _folder;
    private readonly Action<string> _warn;
    private readonly DataSetOptions _options;
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Path, int Line)> _missing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _unsure = new(StringComparer.Ordinal);
    private readonly List<Recording> _recordings = [];
    private readonly Dictionary<string, double> _seconds = new(StringComparer.Ordinal);

    private ListedRecordings(TableText table, string dataSet, Action<string> warn, DataSetOptions options)
    {
        (_table, _dataSet, _warn, _options) = (table, dataSet, warn, options);
        _folder = Path.GetDirectoryName(Path.GetFullPath(table.Path))!;
    }

    /// <summary>Reads a list. What it names but is not there is left out with a warning, and so is a file that it names twice.</summary>
    /// <param name="list">Path of the list.</param>
    /// <param name="dataSet">Name of the data set.</param>
    /// <param name="warn">Receives one line per thing left out.</param>
    /// <param name="options">What names are of that do not tell, and whether rain and wind are classes.</param>
    /// <exception cref="WorkshopException">A column is missing, a line is faulty, or nothing tells what names are of.</exception>
    public static IReadOnlyList<Recording> Read(string list, string dataSet, Action<string> warn, DataSetOptions options)
    {
        var table = TableText.Read(list);
        foreach (var needed in new[] { "file", "species", "scientific", "recordist", "licence" })
        {
            if (!table.Header.Contains(needed, StringComparer.Ordinal))
            {
                throw new WorkshopException(
                    $"{list}: there is no column '{needed}'; the first line names file, species, scientific, recordist, licence. It " +
                    "names " +
                    $"{string.Join(", ", table.Header)}, with {table.SeparatorName} between them; 'avianvox-train import csv {list} " +
                    "--out DIR' takes other tables over.");
            }
        }

        return new ListedRecordings(table, dataSet, warn, options).Read();
    }

    private IReadOnlyList<Recording> Read()
    {
        foreach (var (line, fields) in _table.Rows)
        {
            if (fields.Length != _table.Header.Length)
            {
                throw new WorkshopException(
                    $"{_table.Path}, line {line}: {fields.Length} fields where the first line names {_table.Header.Length}.");
            }

            Add(line, fields);
        }

        if (_unsure.Count > 0)
        {
            throw new WorkshopException(
                $"{_table.Path}: nothing tells what these are of: " +
                $"{string.Join(", ", _unsure.Take(5).Select(u => $"'{u.Key}' (line {u.Value})"))}" +
                $"{(_unsure.Count > 5 ? $" and {_unsure.Count - 5} more" : "")}. Say it in a column kind ({KindText.Allowed}), or by " +
                "--kind NAME=KIND, " +
                "or --kind bird for all of them.");
        }

        foreach (var name in _missing.Keys.Where(m => _recordings.TrueForAll(r => r.Class.CommonName != m)))
        {
            _warn($"{_table.Path}: none of the recordings of {name} is there; it gets no label");
        }

        return [.. _recordings, .. Rests()];
    }

    private void Add(int line, string[] fields)
    {
        string Text(string column) => Array.IndexOf(_table.Header, column) is >= 0 and var at ? fields[at].Trim() : "";
        var file = Text("file");
        var path = Path.Combine(_folder, file);
        var name = new SpeciesName(Text("species").Length > 0 ? Text("species") : Text("scientific"), Text("scientific"));
        if (name.Shown.Length == 0)
        {
            throw new WorkshopException($"{_table.Path}, line {line}: neither species nor scientific says what is heard in {file}.");
        }

        var stretch = StretchOf(line, Text("from_seconds"), Text("to_seconds"));
        var key = stretch is { } part ? FormattableString.Invariant($"{path}@{part.From}-{part.To}/{name.Identity}") : path;
        if (!_seen.TryAdd(key, line))
        {
            _warn($"{path} is listed in {Manifest.FileName}, line {line}, as in line {_seen[key]} already; the second is left out");
        }
        else if (!File.Exists(path))
        {
            _warn($"{path} is listed in {Manifest.FileName}, line {line}, but is not there; left out");
            _missing.TryAdd(name.Shown, (path, line));
        }
        else if (SoundNaming.Of(name, KindOf(line, Text("kind")), _options.Kinds) is not { } sound)
        {
            _unsure.TryAdd(name.Shown, line);
        }
        else
        {
            _recordings.Add(new Recording(
                path, _dataSet, Group(file, Text("id")), _options.Scheme == ClassScheme.Coarse ? sound.Widened() : sound, Text("recordist"), Text("licence"))
            {
                Place = Place(Text("place"), Text("latitude"), Text("longitude")),
                Date = Text("date"),
                Stretch = stretch,
                Listed = stretch is { } named ? FormattableString.Invariant($"{file}@{Text("from_seconds")}") : file,
                Also = [.. Text("also").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            });
            if (double.TryParse(Text("duration_seconds"), CultureInfo.InvariantCulture, out var seconds))
            {
                _seconds[path] = seconds;
            }
        }
    }

    /// <summary>What an annotated file holds outside all of its boxes counts as none of what is in them.</summary>
    private IEnumerable<Recording> Rests()
    {
        foreach (var file in _recordings.Where(r => r.Stretch is not null).GroupBy(r => r.Path, StringComparer.Ordinal))
        {
            var first = file.First();
            var at = 0.0;
            foreach (var box in file.Select(r => r.Stretch!.Value).Append(new Stretch(_seconds.GetValueOrDefault(file.Key, 0), double.MaxValue)).OrderBy(b => b.From))
            {
                if (box.From - at >= ShortestRest)
                {
                    yield return first with { Class = SoundClass.Noise, Stretch = new Stretch(at, box.From), Also = [] };
                }

                at = Math.Max(at, box.To);
            }
        }
    }

    private LabelKind? KindOf(int line, string text) => text.Length == 0
        ? null
        : KindText.Read(text) ?? throw new WorkshopException($"{_table.Path}, line {line}: kind is '{text}'; allowed: {KindText.Allowed}.");

    private Stretch? StretchOf(int line, string from, string to)
    {
        if (from.Length == 0 && to.Length == 0)
        {
            return null;
        }

        return double.TryParse(from, CultureInfo.InvariantCulture, out var begin)
            && double.TryParse(to, CultureInfo.InvariantCulture, out var end)
            && begin >= 0
            && end > begin
            && double.IsFinite(end)
            ? new Stretch(begin, end)
            : throw new WorkshopException(
                $"{_table.Path}, line {line}: the stretch is from '{from}' to '{to}'; give seconds, the second later than the first.");
    }

    /// <summary>A catalogue's number stands for the same recording in every data set; any other name only for one in its own.</summary>
    private string Group(string file, string id)
    {
        var group = ClipGroups.Of(Path.GetFileNameWithoutExtension(file));
        return CatalogueNumber().IsMatch(group) ? group
            : CatalogueNumber().IsMatch(id) ? id
            : $"{_dataSet}/{Path.Combine(Path.GetDirectoryName(file) ?? "", group)}";
    }

    private static string Place(string name, string latitude, string longitude) =>
        name.Length > 0 ? name : latitude.Length > 0 && longitude.Length > 0 ? $"{latitude}, {longitude}" : "";

    [GeneratedRegex(@"^XC\d+$")]
    private static partial Regex CatalogueNumber();
}
