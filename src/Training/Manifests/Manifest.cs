using System.Globalization;
using System.Text;
using AvianVox.Classification.Packages;
using AvianVox.Training.Files;

namespace AvianVox.Training.Manifests;

/// <summary>
/// The list of a data folder's recordings, as docs/recordings.md describes it: written by fetch and import, read by everything
/// that trains.
/// </summary>
internal static class Manifest
{
    /// <summary>Name of the file, the one that makes a folder a data set.</summary>
    public const string FileName = "recordings.csv";

    /// <summary>Columns in order. The hash is last: a line that was cut off is known by it.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "file", "species", "scientific", "recordist", "country", "place", "latitude", "longitude", "date", "time", "type", "quality",
        "licence", "source", "id", "kind", "also", "from_seconds", "to_seconds", "duration_seconds", "sample_rate", "channels", "sha256", "audio_sha256",
    ];

    /// <summary>The fields of an entry, in the order of <see cref="Columns"/>.</summary>
    /// <param name="entry">Entry.</param>
    public static IReadOnlyList<string> Fields(ManifestEntry entry) =>
    [
        entry.File, entry.Species, entry.Scientific, entry.Recordist, entry.Country, entry.Place,
        Text(entry.Latitude), Text(
            entry.Longitude), entry.Date, entry.Time, entry.Type, entry.Quality, entry.Licence, entry.Source, entry.Id,
        entry.Kind, entry.Also, Text(entry.From), Text(entry.To),
        entry.Audio.Seconds.ToString("0.000", CultureInfo.InvariantCulture), entry.Audio.SampleRate.ToString(CultureInfo.InvariantCulture),
        entry.Audio.Channels.ToString(CultureInfo.InvariantCulture), entry.Audio.Sha256, entry.Audio.AudioSha256,
    ];

    /// <summary>Reads a manifest; a last line that was cut off is left out.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>Its entries; none where there is no file.</returns>
    /// <exception cref="WorkshopException">It is no manifest of this program; the message names the line.</exception>
    public static IReadOnlyList<ManifestEntry> Load(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        Renew(path);

        // Opening mends the end, and refuses other columns and other writers, in one place.
        CsvLog.Open(path, Columns).Dispose();
        try
        {
            return CsvText.Parse(File.ReadAllText(path)).Skip(1).Select(row => Entry(row.Fields, row.Line, path)).ToList();
        }
        catch (FormatException fault)
        {
            throw new WorkshopException($"{path}: {fault.Message}.", fault);
        }
    }

    /// <summary>The columns of lists that were written before recordings had kinds and stretches.</summary>
    private static readonly IReadOnlyList<string> OlderColumns =
    [
        .. Columns.Where(c => c is not ("kind" or "also" or "from_seconds" or "to_seconds")),
    ];

    /// <summary>Gives an older list the columns that it lacks, empty.</summary>
    private static void Renew(string path)
    {
        using (var reader = new StreamReader(path))
        {
            if (reader.ReadLine() != CsvLog.Line(OlderColumns).TrimEnd('\n'))
            {
                return;
            }
        }

        CsvLog.Open(path, OlderColumns).Dispose();
        var text = new StringBuilder(CsvLog.Line(Columns));
        foreach (var (_, fields) in TableText.Read(path).Rows)
        {
            var at = OlderColumns.IndexOf("id") + 1;
            text.Append(CsvLog.Line([.. fields.Take(at), "", "", "", "", .. fields.Skip(at)]));
        }

        SafeFile.Write(path, text.ToString());
    }

    /// <summary>Writes a whole manifest, in one step.</summary>
    /// <param name="path">Path of the file; one of that name is replaced.</param>
    /// <param name="entries">Entries.</param>
    /// <exception cref="StorageException">The disk is full or failed; the manifest that was there before is untouched.</exception>
    public static void Save(string path, IEnumerable<ManifestEntry> entries)
    {
        var text = new StringBuilder(CsvLog.Line(Columns));
        foreach (var entry in entries)
        {
            text.Append(CsvLog.Line(Fields(entry)));
        }

        try
        {
            SafeFile.Write(path, text.ToString());
        }
        catch (IOException fault)
        {
            throw new StorageException(path, fault);
        }
    }

    /// <summary>How a manifest names a file: relative to its folder when below it, else absolute.</summary>
    /// <param name="folder">Folder of the manifest.</param>
    /// <param name="path">Path of the file.</param>
    public static string Reference(string folder, string path)
    {
        var full = Path.GetFullPath(path);
        var relative = Path.GetRelativePath(Path.GetFullPath(folder), full);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? full : relative.Replace('\\', '/');
    }

    private static string Text(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    private static ManifestEntry Entry(string[] fields, int line, string path)
    {
        if (fields.Length != Columns.Count)
        {
            throw new WorkshopException($"{path}, line {line}: {fields.Length} fields where the first line names {Columns.Count}.");
        }

        string At(string column) => fields[Columns.IndexOf(column)];
        double? Optional(string column) => At(column).Length == 0 ? null : Number(column);
        double Number(string column) => double.TryParse(At(column), CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new WorkshopException($"{path}, line {line}: {column} is '{At(column)}'; a number is wanted.");
        return new ManifestEntry
        {
            File = At("file"),
            Species = At("species"),
            Scientific = At("scientific"),
            Recordist = At("recordist"),
            Country = At("country"),
            Place = At("place"),
            Latitude = Optional("latitude"),
            Longitude = Optional("longitude"),
            Date = At("date"),
            Time = At("time"),
            Type = At("type"),
            Quality = At("quality"),
            Licence = At("licence"),
            Source = At("source"),
            Id = At("id"),
            Kind = At("kind"),
            Also = At("also"),
            From = Optional("from_seconds"),
            To = Optional("to_seconds"),
            Audio = new AudioFacts(
                Number("duration_seconds"), (int)Number("sample_rate"), (int)Number("channels"), At("sha256"), At("audio_sha256")),
        };
    }

    private static int IndexOf(this IReadOnlyList<string> list, string item)
    {
        var at = 0;
        while (list[at] != item)
        {
            at++;
        }

        return at;
    }
}
