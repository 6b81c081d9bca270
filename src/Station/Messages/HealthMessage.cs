using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>How the station fares; docs/mqtt.md describes each key.</summary>
internal sealed record HealthMessage
{
    /// <summary>Version of the message.</summary>
    public int Schema { get; init; } = MessageJson.SchemaVersion;

    /// <summary>The station's id.</summary>
    public required string Station { get; init; }

    /// <summary>When this was taken, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Name and version of the model.</summary>
    public required string Model { get; init; }

    /// <summary>One of <see cref="ClockWord"/>.</summary>
    public required string Clock { get; init; }

    /// <summary>Seconds since the start, to a tenth.</summary>
    [JsonPropertyName("uptime_s")]
    public required double UptimeSeconds { get; init; }

    /// <summary>Processor time used since the start, in seconds, to a hundredth.</summary>
    [JsonPropertyName("processor_s")]
    public required double ProcessorSeconds { get; init; }

    /// <summary>Resident memory in bytes.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>The sources, in the order of the configuration; empty where <see cref="IsSplit"/>.</summary>
    public required IReadOnlyList<SourceHealthMessage> Sources { get; init; }

    /// <summary>How clips fare; null where none are kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClipHealthMessage? Clips { get; init; }

    /// <summary>What is written to the disk; null where the system does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DiskWearMessage? Disk { get; init; }

    /// <summary>The cameras, in the order of the configuration; null without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CameraHealthMessage>? Cameras { get; init; }

    /// <summary>How far the journal is.</summary>
    public required JournalHealthMessage Journal { get; init; }

    /// <summary>The sinks, in the order of the configuration.</summary>
    public required IReadOnlyList<SinkHealthMessage> Sinks { get; init; }

    /// <summary>Whether the sources' health is told on topics of their own.</summary>
    [JsonPropertyName("split")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSplit { get; init; }
}
