using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>Missing samples; docs/mqtt.md describes each key.</summary>
internal sealed record GapMessage
{
    /// <summary>Version of the message.</summary>
    public int Schema { get; init; } = MessageJson.SchemaVersion;

    /// <summary>Identifier of the gap.</summary>
    public required Guid Id { get; init; }

    /// <summary>The station's id.</summary>
    public required string Station { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>First missing sample, UTC.</summary>
    public required DateTimeOffset Begin { get; init; }

    /// <summary>Behind the last missing sample, UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Length in seconds, to the millisecond.</summary>
    [JsonPropertyName("duration_s")]
    public required double DurationSeconds { get; init; }

    /// <summary><see cref="Begin"/> as a position in the source, at its own rate.</summary>
    public required long BeginSample { get; init; }

    /// <summary>How many are missing.</summary>
    public required long Samples { get; init; }

    /// <summary>Why, in snake_case.</summary>
    public required string Cause { get; init; }

    /// <summary>One of <see cref="ClockWord"/>; null where the time is a recording's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Clock { get; init; }

    /// <summary>Identifier of the machine's start; null where the time is a recording's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Boot { get; init; }
}
