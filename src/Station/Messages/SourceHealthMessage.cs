using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>
/// How one source fares: a part of <see cref="HealthMessage"/>, or a message of its own, with that one's head. Its samples in seconds are
/// null until its rate is known.
/// </summary>
internal sealed record SourceHealthMessage
{
    /// <summary>Version of the message; null as a part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Schema { get; init; }

    /// <summary>The station's id; null as a part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Station { get; init; }

    /// <summary>When this was taken, UTC; null as a part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is doing, in snake_case.</summary>
    public required string State { get; init; }

    /// <summary>Device or file, in words.</summary>
    public required string Description { get; init; }

    /// <summary>Samples a second, in Hz; 0 before it was opened.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Samples captured since the start.</summary>
    public required long Captured { get; init; }

    /// <summary>Samples that reached the classifier.</summary>
    public required long Classified { get; init; }

    /// <summary>Samples given up.</summary>
    public required long Dropped { get; init; }

    /// <summary>Samples on their way.</summary>
    public required long Pending { get; init; }

    /// <summary>Samples that were never captured.</summary>
    public required long Missing { get; init; }

    /// <summary><see cref="Captured"/> in seconds.</summary>
    [JsonPropertyName("captured_s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CapturedSeconds { get; init; }

    /// <summary><see cref="Classified"/> in seconds.</summary>
    [JsonPropertyName("classified_s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ClassifiedSeconds { get; init; }

    /// <summary><see cref="Dropped"/> in seconds.</summary>
    [JsonPropertyName("dropped_s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DroppedSeconds { get; init; }

    /// <summary><see cref="Pending"/> in seconds.</summary>
    [JsonPropertyName("pending_s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PendingSeconds { get; init; }

    /// <summary><see cref="Missing"/> in seconds.</summary>
    [JsonPropertyName("missing_s")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MissingSeconds { get; init; }

    /// <summary>When the last samples came, UTC; null before the first.</summary>
    public required DateTimeOffset? LastSample { get; init; }

    /// <summary>How often it was lost since the start.</summary>
    public required int Losses { get; init; }

    /// <summary>How often samples were lost on their way since the start.</summary>
    public required int Overruns { get; init; }

    /// <summary>Name and version of its model; null where none is told.</summary>
    public required string? Model { get; init; }

    /// <summary>What is wrong now, for people; null when nothing is.</summary>
    public required string? Fault { get; init; }

    /// <summary>What each rule rejected since the start, in the order in which the rules are asked.</summary>
    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    /// <summary>Windows since the start in which somebody spoke.</summary>
    public required long VoiceWindows { get; init; }
}
