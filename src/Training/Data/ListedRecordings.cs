using System.Text.RegularExpressions;
using AvianVox.Classification.Packages;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Data;

/// <summary>Reads the recordings that a data folder's list names.</summary>
internal static partial class ListedRecordings
{
    /// <summary>Reads a list. What it names but is not there is left out with a warning, and so is a file that it names twice.</summary>
    /// <param name="list">Path of the list.</param>
    /// <param name="dataSet">Name of the data set.</param>
    /// <param name="warn">Receives one line per thing left out.</param>
    /// <exception cref="WorkshopException">A column is missing, or a line is faulty.</exception>
    public static IReadOnlyList<Recording> Read(string list, string dataSet, Action<string> warn)
    {
        var rows = Rows(list);
        var header = rows.Count > 0 ? rows[0].Fields : [];
        int Column(string column) => Array.IndexOf(header, column) is >= 0 and var at
            ? at
            : throw new WorkshopException(
                $"{list}: there is no column '{column}'; the first line names file, species, scientific, recordist, licence.");
        var (file, species, scientific, recordist, licence) = (
            Column("file"), Column("species"), Column("scientific"), Column("recordist"), Column("licence"));
        var folder = Path.GetDirectoryName(Path.GetFullPath(list))!;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var missing = new Dictionary<string, (string Path, int Line)>(StringComparer.Ordinal);
        var recordings = new List<Recording>();
        foreach (var (line, fields) in rows.Skip(1))
        {
            if (fields.Length != header.Length)
            {
                throw new WorkshopException($"{list}, line {line}: {fields.Length} fields where the first line names {header.Length}.");
            }

            var path = Path.Combine(folder, fields[file]);
            string Optional(string column) => Array.IndexOf(header, column) is >= 0 and var at ? fields[at].Trim() : "";
            var name = fields[species].Length > 0 ? fields[species] : fields[scientific];
            if (name.Length == 0)
            {
                throw new WorkshopException($"{list}, line {line}: neither species nor scientific says what is heard in {fields[file]}.");
            }

            if (!seen.TryAdd(path, line))
            {
                warn($"{path} is listed in {Manifest.FileName}, line {line}, as in line {seen[path]} already; the second is left out");
            }
            else if (!File.Exists(path))
            {
                warn($"{path} is listed in {Manifest.FileName}, line {line}, but is not there; left out");
                missing.TryAdd(name, (path, line));
            }
            else
            {
                var sound = new SoundClass(fields[scientific].Length > 0 ? fields[scientific] : name, name, LabelKind.Bird);
                recordings.Add(new Recording(path, dataSet, Group(dataSet, fields[file], Optional("id")), sound, fields[recordist], fields[licence])
                {
                    Place = Place(Optional("place"), Optional("latitude"), Optional("longitude")),
                    Date = Optional("date"),
                });
            }
        }

        foreach (var name in missing.Keys.Where(m => recordings.TrueForAll(r => r.Class.CommonName != m)))
        {
            warn($"{list}: none of the recordings of {name} is there; it gets no label");
        }

        return recordings;
    }

    /// <summary>A catalogue's number stands for the same recording in every data set; any other name only for one in its own.</summary>
    private static string Group(string dataSet, string file, string id)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        return CatalogueNumber().IsMatch(stem) ? stem
            : CatalogueNumber().IsMatch(id) ? id
            : $"{dataSet}/{Path.ChangeExtension(file, null)}";
    }

    private static string Place(string name, string latitude, string longitude) =>
        name.Length > 0 ? name : latitude.Length > 0 && longitude.Length > 0 ? $"{latitude}, {longitude}" : "";

    private static IReadOnlyList<(int Line, string[] Fields)> Rows(string list)
    {
        try
        {
            return CsvText.Parse(File.ReadAllText(list));
        }
        catch (FormatException fault)
        {
            throw new WorkshopException($"{list}: {fault.Message}.", fault);
        }
    }

    [GeneratedRegex(@"^XC\d+$")]
    private static partial Regex CatalogueNumber();
}
