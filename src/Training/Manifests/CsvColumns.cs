namespace AvianVox.Training.Manifests;

/// <summary>Which column of a foreign table holds what.</summary>
internal sealed record CsvColumns
{
    /// <summary>The manifest columns that a table may give.</summary>
    public static readonly IReadOnlyList<string> Mappable =
    [
        "file", "species", "scientific", "recordist", "country", "place", "latitude", "longitude", "date", "time", "type", "quality",
        "licence", "source", "id", "kind", "also", "from_seconds", "to_seconds",
    ];

    /// <summary>Names that other programs give a column, in small letters, looked for where its own is not there.</summary>
    private static readonly Dictionary<string, string[]> Usual = new(StringComparer.Ordinal)
    {
        ["file"] = ["filename", "file_name", "filepath", "file_path", "path", "begin path", "begin file", "wav", "recording"],
        ["species"] =
        [
            "common_name",
            "english_cname",
            "english_name",
            "common name",
            "english name",
            "label",
            "primary_label",
            "class",
            "annotation",
            "name",
        ],
        ["scientific"] = ["scientific_name", "scientific name", "latin_name", "latin name", "binomial"],
        ["recordist"] = ["author", "recorder", "recorded_by"],
        ["country"] = ["cnt"],
        ["place"] = ["location", "locality", "site"],
        ["latitude"] = ["lat"],
        ["longitude"] = ["lon", "lng", "long"],
        ["quality"] = ["rating"],
        ["licence"] = ["license"],
        ["source"] = ["url", "link"],
        ["id"] = ["file_id", "xc_id", "catalogue", "catalog_number"],
        ["kind"] = ["group", "grp"],
        ["also"] = ["secondary_labels", "background", "background_species", "other_species"],
        ["from_seconds"] =
        [
            "start", "begin", "start_time", "start.time", "start_seconds", "begin time (s)", "begin_time", "from", "onset", "tmin",
        ],
        ["to_seconds"] = ["end", "stop", "end_time", "end.time", "end_seconds", "end time (s)", "to", "offset", "tmax"],
    };

    /// <summary>Manifest column to the name it has in the table, where somebody says so.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>Finds the columns of a table.</summary>
    /// <param name="path">The table, for messages.</param>
    /// <param name="header">Its first line.</param>
    /// <param name="separator">What stands between its fields, in words, for messages.</param>
    /// <returns>Place of each manifest column that the table has.</returns>
    /// <exception cref="WorkshopException">A column that was named is not there, or two of the table could be one.</exception>
    public Dictionary<string, int> Find(string path, string[] header, string separator)
    {
        var small = Array.ConvertAll(header, h => h.Trim().ToLowerInvariant());
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in Mappable)
        {
            if (Names.TryGetValue(column, out var name))
            {
                at[column] = Array.IndexOf(header, name) is >= 0 and var named ? named : throw new WorkshopException(
                    $"{path}: there is no column '{name}'; --{column.Replace('_', '-')}-column names one of: " +
                    $"{string.Join(", ", header)} (with {separator} between them).");
            }
            else if (
                new[] { column }.Concat(Usual.GetValueOrDefault(column, [])).Select(n => Array.IndexOf(small, n)).FirstOrDefault(i => i >= 0, -1) is >= 0 and var found)
            {
                at[column] = found;
            }
        }

        return at;
    }
}
