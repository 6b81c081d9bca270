namespace AvianVox.Training.Manifests;

/// <summary>One recording of a manifest. Text that is not known is empty; numbers that are not known are null.</summary>
internal sealed record ManifestEntry
{
    /// <summary>Path of the file: relative to the manifest's folder with forward slashes, or absolute.</summary>
    public required string File { get; init; }

    /// <summary>English name, or whatever name the source uses.</summary>
    public required string Species { get; init; }

    /// <summary>Scientific name, which identifies the class; the other name again where there is none.</summary>
    public string Scientific { get; init; } = "";

    /// <summary>Who recorded it: whom the licence asks to name.</summary>
    public string Recordist { get; init; } = "";

    /// <summary>Country.</summary>
    public string Country { get; init; } = "";

    /// <summary>Place.</summary>
    public string Place { get; init; } = "";

    /// <summary>Latitude in degrees, north positive.</summary>
    public double? Latitude { get; init; }

    /// <summary>Longitude in degrees, east positive.</summary>
    public double? Longitude { get; init; }

    /// <summary>Date as the source writes it; xeno-canto's may have 00 for an unknown month or day.</summary>
    public string Date { get; init; } = "";

    /// <summary>Time of day as the source writes it.</summary>
    public string Time { get; init; } = "";

    /// <summary>Kind of sound: song, call ...</summary>
    public string Type { get; init; } = "";

    /// <summary>Rating, A (best) to E.</summary>
    public string Quality { get; init; } = "";

    /// <summary>Address or name of the licence.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Address it came from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Catalogue number such as XC17804.</summary>
    public string Id { get; init; } = "";

    /// <summary>What is heard: bird, human, dog, insect, animal or noise; empty in lists of before it was asked for.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Scientific names of what is heard beside it, semicolons between them.</summary>
    public string Also { get; init; } = "";

    /// <summary>Begin of the stretch that this is about, in seconds; null for the whole file.</summary>
    public double? From { get; init; }

    /// <summary>End of the stretch, in seconds; null for the whole file.</summary>
    public double? To { get; init; }

    /// <summary>What decoding the file told.</summary>
    public required AudioFacts Audio { get; init; }
}
