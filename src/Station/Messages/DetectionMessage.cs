using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>A detection, confirmed or ended, or the correction of one; docs/mqtt.md describes each key.</summary>
internal sealed record DetectionMessage
{
    /// <summary>Version of the message.</summary>
    public int Schema { get; init; } = MessageJson.SchemaVersion;

    /// <summary>Identifier of the detection, the same from confirmation to correction.</summary>
    public required Guid Id { get; init; }

    /// <summary>The station's id.</summary>
    public required string Station { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>What was heard.</summary>
    public required SpeciesMessage Species { get; init; }

    /// <summary>First sample of the first positive window, UTC.</summary>
    public required DateTimeOffset Begin { get; init; }

    /// <summary>Last sample of the last positive window so far, UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Middle of the window with the highest probability, UTC.</summary>
    public required DateTimeOffset Peak { get; init; }

    /// <summary>Seconds from <see cref="Begin"/> to <see cref="End"/>, to the millisecond.</summary>
    [JsonPropertyName("duration_s")]
    public required double DurationSeconds { get; init; }

    /// <summary>Highest probability, 0 to 1, to four digits.</summary>
    public required double Confidence { get; init; }

    /// <summary>Least probability that counted, 0 to 1, to four digits.</summary>
    public required double Threshold { get; init; }

    /// <summary>Positive windows.</summary>
    public required int Windows { get; init; }

    /// <summary>Name and version of the model.</summary>
    public required string Model { get; init; }

    /// <summary>One of <see cref="ClockWord"/>; null where the time is a recording's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Clock { get; init; }

    /// <summary>Identifier of the machine's start; null where the time is a recording's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Boot { get; init; }

    /// <summary><see cref="Begin"/> as a position in the source, at its own rate.</summary>
    public required long BeginSample { get; init; }

    /// <summary><see cref="End"/> as a position.</summary>
    public required long EndSample { get; init; }

    /// <summary><see cref="Peak"/> as a position.</summary>
    public required long PeakSample { get; init; }

    /// <summary>False at the confirmation.</summary>
    public required bool Ended { get; init; }

    /// <summary>Path of the picture below the folder of pictures; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Picture { get; init; }

    /// <summary>Path of the clip below the clip folder; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Clip { get; init; }

    /// <summary>True where the station stopped without seeing the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Interrupted { get; init; }

    /// <summary>Lowest frequency of the call in Hz; null where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LowHz { get; init; }

    /// <summary>Highest frequency of the call in Hz; null where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? HighHz { get; init; }
}
