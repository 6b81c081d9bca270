namespace AvianVox.Training.Manifests;

/// <summary>
/// Which column of a foreign CSV file holds what. A name that is null is looked for under the manifest's own name and may be
/// absent.
/// </summary>
internal sealed record CsvColumns
{
    /// <summary>Manifest column to the name it has in the file.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>The manifest columns that a file may give.</summary>
    public static readonly IReadOnlyList<string> Mappable =
        [
            "file",
            "species",
            "scientific",
            "recordist",
            "country",
            "place",
            "latitude",
            "longitude",
            "date",
            "time",
            "type",
            "quality",
            "licence",
            "source",
            "id",
        ];
}
