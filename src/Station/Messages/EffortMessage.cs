using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>How long a source was listened to in one minute; docs/mqtt.md describes each key.</summary>
internal sealed record EffortMessage
{
    /// <summary>Version of the message.</summary>
    public int Schema { get; init; } = MessageJson.SchemaVersion;

    /// <summary>Identifier of the entry.</summary>
    public required Guid Id { get; init; }

    /// <summary>The station's id.</summary>
    public required string Station { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Start of the minute, UTC.</summary>
    public required DateTimeOffset Minute { get; init; }

    /// <summary>Seconds captured, to the millisecond.</summary>
    [JsonPropertyName("captured_s")]
    public required double CapturedSeconds { get; init; }

    /// <summary>Seconds that reached the classifier, to the millisecond.</summary>
    [JsonPropertyName("classified_s")]
    public required double ClassifiedSeconds { get; init; }

    /// <summary>Seconds dropped on the way, to the millisecond.</summary>
    [JsonPropertyName("dropped_s")]
    public required double DroppedSeconds { get; init; }
}
