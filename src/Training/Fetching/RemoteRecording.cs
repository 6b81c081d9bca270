using AvianVox.Training.Manifests;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Fetching;

/// <summary>A recording that can be fetched, as a catalogue describes it. Text that is not known is empty.</summary>
internal sealed record RemoteRecording
{
    /// <summary>Catalogue number with its prefix, such as XC17804: letters and digits only.</summary>
    public required string Id { get; init; }

    /// <summary>Species.</summary>
    public required SpeciesName Name { get; init; }

    /// <summary>
    /// Group of animals, in the catalogue's word: birds, grasshoppers, bats, frogs, land mammals; empty where it tells none.
    /// </summary>
    public string Group { get; init; } = "";

    /// <summary>Scientific names of what is heard in the background.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>
    /// What is heard, by the group or else by the names; null where neither tells, as with unidentified birds and soundscapes.
    /// </summary>
    public SoundClass? Sound =>
        Name.Scientific is "Mystery mystery" or "Sonus naturalis" ? null : SoundNaming.Of(Name, KindText.Read(Group));

    /// <summary>Address of the sound file.</summary>
    public required Uri Address { get; init; }

    /// <summary>Name of the file as uploaded; only its ending is used.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Stated length in seconds; null when unknown.</summary>
    public double? Seconds { get; init; }

    /// <summary>Who recorded it.</summary>
    public string Recordist { get; init; } = "";

    /// <summary>Country.</summary>
    public string Country { get; init; } = "";

    /// <summary>Place.</summary>
    public string Place { get; init; } = "";

    /// <summary>Latitude in degrees, north positive.</summary>
    public double? Latitude { get; init; }

    /// <summary>Longitude in degrees, east positive.</summary>
    public double? Longitude { get; init; }

    /// <summary>Date as the catalogue writes it.</summary>
    public string Date { get; init; } = "";

    /// <summary>Time of day as the catalogue writes it.</summary>
    public string Time { get; init; } = "";

    /// <summary>Kind of sound.</summary>
    public string Type { get; init; } = "";

    /// <summary>Rating A (best) to E; empty when nobody rated it.</summary>
    public string Quality { get; init; } = "";

    /// <summary>Address of the licence.</summary>
    public string Licence { get; init; } = "";

    /// <summary>The entry of the manifest once the file is there.</summary>
    /// <param name="file">Path relative to the manifest's folder.</param>
    /// <param name="audio">What decoding told.</param>
    public ManifestEntry Entry(string file, AudioFacts audio) => new()
    {
        File = file,
        Species = Name.Shown,
        Scientific = Name.Identity,
        Kind = Sound is { } sound ? KindText.Of(sound.Kind) : "",
        Also = string.Join("; ", Also),
        Recordist = Recordist,
        Country = Country,
        Place = Place,
        Latitude = Latitude,
        Longitude = Longitude,
        Date = Date,
        Time = Time,
        Type = Type,
        Quality = Quality,
        Licence = Licence,
        Source = Address.AbsoluteUri,
        Id = Id,
        Audio = audio,
    };
}
