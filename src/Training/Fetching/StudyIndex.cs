using AvianVox.Training.Files;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Fetching;

/// <summary>
/// Reads the reference study's own list of recordings: a CSV file with the columns english_cname, genus, species, file_id,
/// file_url and more.
/// </summary>
internal static class StudyIndex
{
    /// <summary>Reads the list.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="warn">Receives one line per row left out.</param>
    /// <exception cref="WorkshopException">The file is missing or faulty, or lacks a needed column.</exception>
    public static IReadOnlyList<RemoteRecording> Read(string path, Action<string> warn)
    {
        if (!File.Exists(path))
        {
            throw new WorkshopException(
                $"{path}: there is no such file; --index names a list such as the study's xeno-canto_ca-nv_index.csv.");
        }

        var table = TableText.Read(path);
        var header = table.Header;
        foreach (var needed in new[] { "file_id", "file_url", "english_cname" })
        {
            if (!header.Contains(needed))
            {
                throw new WorkshopException(
                    $"{path}: there is no column '{needed}'; the study's index has file_id, file_url, english_cname, genus, species " +
                    "and more.");
            }
        }

        var recordings = new List<RemoteRecording>();
        foreach (var (line, fields) in table.Rows)
        {
            string Text(string column) => Array.IndexOf(header, column) is >= 0 and var i && i < fields.Length ? fields[i].Trim() : "";
            var id = CatalogueText.Id(Text("file_id"));
            if (fields.Length != header.Length || id.Length == 0 || CatalogueText.Address(Text("file_url")) is not { } address)
            {
                warn($"{path}, line {line}: no whole row with a file_id and an http address in file_url; left out");
                continue;
            }

            var (date, time) = When(Text("remarks"));
            recordings.Add(new RemoteRecording
            {
                Id = id,
                Name = new SpeciesName(Text("english_cname"), $"{Text("genus")} {Text("species")}".Trim()),
                Address = address,
                FileName = Text("file_name"),
                Seconds = CatalogueText.Seconds(Text("duration_seconds")),
                Recordist = Text("recordist"),
                Country = Text("country"),
                Place = Text("location"),
                Latitude = CatalogueText.Degrees(Text("latitude")),
                Longitude = CatalogueText.Degrees(Text("longitude")),
                Date = date,
                Time = time,
                Type = Text("type"),
                Licence = CatalogueText.Licence(Text("license")),
            });
        }

        return recordings;
    }

    /// <summary>The index has no column for the date; its remarks have "06:39h, 2015-04-07" between two double slashes.</summary>
    private static (string Date, string Time) When(string remarks)
    {
        foreach (var part in remarks.Split("//", StringSplitOptions.TrimEntries))
        {
            if (part.Split("h, ") is [var time, { Length: 10 } date] && date[4] == '-' && date[7] == '-')
            {
                return (date, time.Contains(':', StringComparison.Ordinal) ? time : "");
            }
        }

        return ("", "");
    }
}
