using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>A detection with the keys that birdnet-go's clients read.</summary>
internal sealed record BirdnetGoMessage
{
    /// <summary>Name of the station.</summary>
    [JsonPropertyName("SourceNode")]
    public required string SourceNode { get; init; }

    /// <summary>Local day, yyyy-MM-dd.</summary>
    [JsonPropertyName("Date")]
    public required string Date { get; init; }

    /// <summary>Local time, HH:mm:ss.</summary>
    [JsonPropertyName("Time")]
    public required string Time { get; init; }

    /// <summary>Local time with offset, RFC 3339.</summary>
    [JsonPropertyName("BeginTime")]
    public required string BeginTime { get; init; }

    /// <summary>Local time with offset, RFC 3339.</summary>
    [JsonPropertyName("EndTime")]
    public required string EndTime { get; init; }

    /// <summary>Code of the species.</summary>
    [JsonPropertyName("SpeciesCode")]
    public required string SpeciesCode { get; init; }

    /// <summary>Its scientific name.</summary>
    [JsonPropertyName("ScientificName")]
    public required string ScientificName { get; init; }

    /// <summary>Its English name.</summary>
    [JsonPropertyName("CommonName")]
    public required string CommonName { get; init; }

    /// <summary>Highest probability, 0 to 1.</summary>
    [JsonPropertyName("Confidence")]
    public required double Confidence { get; init; }

    /// <summary>Degrees; 0 where unknown.</summary>
    [JsonPropertyName("Latitude")]
    public required double Latitude { get; init; }

    /// <summary>Degrees; 0 where unknown.</summary>
    [JsonPropertyName("Longitude")]
    public required double Longitude { get; init; }

    /// <summary>Least probability that counted.</summary>
    [JsonPropertyName("Threshold")]
    public required double Threshold { get; init; }

    /// <summary>Has no counterpart: 1.</summary>
    [JsonPropertyName("Sensitivity")]
    public double Sensitivity { get; init; } = 1;

    /// <summary>Path of the clip; empty for none.</summary>
    [JsonPropertyName("ClipName")]
    public required string ClipName { get; init; }

    /// <summary>Has no counterpart: 0.</summary>
    [JsonPropertyName("ProcessingTime")]
    public long ProcessingTime { get; init; }

    /// <summary>Place in the station's log.</summary>
    [JsonPropertyName("detectionId")]
    public required long DetectionId { get; init; }

    /// <summary>Name of the source.</summary>
    [JsonPropertyName("sourceId")]
    public required string SourceId { get; init; }

    /// <summary>Name of the source.</summary>
    [JsonPropertyName("sourceName")]
    public required string SourceName { get; init; }

    /// <summary>Has no counterpart: none.</summary>
    [JsonPropertyName("BirdImage")]
    public BirdnetGoImage BirdImage { get; init; } = new("");
}
