using AvianVox.Classification.Packages;

namespace AvianVox.Training.Data;

/// <summary>Lists the recordings of data folders, in an order that depends on names alone.</summary>
internal static class DataSetReader
{
    /// <summary>Name of the list that makes a folder a bird data set.</summary>
    public const string ListName = "recordings.csv";

    private static readonly string[] Endings = [".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3"];

    /// <summary>Reads a folder: by its list where it has one, else every sound below it by the words in names.</summary>
    /// <param name="folder">Folder of the data set.</param>
    /// <param name="warn">Receives one line per thing left out.</param>
    /// <exception cref="WorkshopException">The folder is absent, its list is faulty, or nothing in it can be used.</exception>
    public static IReadOnlyList<Recording> Read(string folder, Action<string> warn)
    {
        if (!Directory.Exists(folder))
        {
            throw new WorkshopException($"Data folder {folder}: there is no such folder; name one that holds {ListName} or clips of negatives.");
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var list = Path.Combine(folder, ListName);
        var recordings = File.Exists(list) ? ReadList(list, name, warn) : ReadNames(folder, name, warn);
        return recordings.Count > 0
            ? recordings
            : throw new WorkshopException($"Data folder {folder}: nothing in it can be used; put a {ListName} there, or name clips or their folders after what is heard (rain, crickets, speech, dog ...).");
    }

    private static List<Recording> ReadList(string list, string dataSet, Action<string> warn)
    {
        IReadOnlyList<(int Line, string[] Fields)> rows;
        try
        {
            rows = CsvText.Parse(File.ReadAllText(list));
        }
        catch (FormatException fault)
        {
            throw new WorkshopException($"{list}: {fault.Message}.", fault);
        }

        var header = rows.Count > 0 ? rows[0].Fields : [];
        int Column(string column) => Array.IndexOf(header, column) is >= 0 and var at
            ? at
            : throw new WorkshopException($"{list}: there is no column '{column}'; the first line names file, species, scientific, recordist, licence.");
        var (file, species, scientific, recordist, licence) = (Column("file"), Column("species"), Column("scientific"), Column("recordist"), Column("licence"));
        var folder = Path.GetDirectoryName(Path.GetFullPath(list))!;
        var recordings = new List<Recording>();
        foreach (var (line, fields) in rows.Skip(1))
        {
            if (fields.Length != header.Length)
            {
                throw new WorkshopException($"{list}, line {line}: {fields.Length} fields where the first line names {header.Length}.");
            }

            var path = Path.Combine(folder, fields[file]);
            if (!File.Exists(path))
            {
                warn($"{path} is listed in {ListName}, line {line}, but is not there; left out");
                continue;
            }

            var sound = new SoundClass(fields[scientific], fields[species], LabelKind.Bird);
            recordings.Add(new Recording(path, dataSet, Path.GetFileNameWithoutExtension(path), sound, fields[recordist], fields[licence]));
        }

        return recordings;
    }

    private static List<Recording> ReadNames(string folder, string dataSet, Action<string> warn)
    {
        var recordings = new List<Recording>();
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Path.GetFullPath(folder), "*", SearchOption.AllDirectories)
            .Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            if (NegativeClasses.Of(path) is { } sound)
            {
                // One recording may lie in several folders of a collection, so the folder is no part of the group.
                recordings.Add(new Recording(path, dataSet, $"{dataSet}/{ClipGroups.Of(Path.GetFileNameWithoutExtension(path))}", sound, "", ""));
            }
            else
            {
                var where = Path.GetDirectoryName(path)!;
                unknown[where] = unknown.GetValueOrDefault(where) + 1;
            }
        }

        foreach (var (where, count) in unknown)
        {
            warn($"{where}: no word in the names tells what is heard in {count} files; left out");
        }

        return recordings;
    }
}
