namespace AvianVox.Station.Journal;

/// <summary>A detection as the journal tells it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Code">Code of the species.</param>
/// <param name="ScientificName">Scientific name.</param>
/// <param name="CommonName">English name.</param>
/// <param name="Begin">When it began, UTC.</param>
/// <param name="End">When it ended, or the last end known, UTC.</param>
/// <param name="Peak">When the classifier was surest, UTC.</param>
/// <param name="Confidence">Highest probability, 0 to 1.</param>
/// <param name="Threshold">Threshold that held.</param>
/// <param name="Windows">Positive windows.</param>
/// <param name="Model">Name and version of the model.</param>
/// <param name="Ended">False while it goes on.</param>
/// <param name="Clip">Path of its clip below the clip folder; null for none.</param>
/// <param name="ClipGone">When the clip was deleted, UTC; null where it lies on the disk or there is none.</param>
/// <param name="Picture">Path of its picture below the folder of the pictures; null for none.</param>
public sealed record DetectionRow(
    Guid Id,
    string Source,
    string Code,
    string ScientificName,
    string CommonName,
    DateTimeOffset Begin,
    DateTimeOffset End,
    DateTimeOffset Peak,
    double Confidence,
    double Threshold,
    int Windows,
    string Model,
    bool Ended,
    string? Clip = null,
    DateTimeOffset? ClipGone = null,
    string? Picture = null);
