using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>One sensor as Home Assistant's MQTT discovery names it; what a kind of sensor does not have is null and left out.</summary>
internal sealed record HomeAssistantEntity
{
    /// <summary>Name for people, behind that of the device.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of a binary sensor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeviceClass { get; init; }

    /// <summary>"diagnostic" for what tells of the station itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EntityCategory { get; init; }

    /// <summary>Topic that it reads.</summary>
    public required string StateTopic { get; init; }

    /// <summary>Text of a binary sensor that is on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PayloadOn { get; init; }

    /// <summary>Text of one that is off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PayloadOff { get; init; }

    /// <summary>Template that takes the value out of the message.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ValueTemplate { get; init; }

    /// <summary>Its picture, by name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Icon { get; init; }

    /// <summary>Unit of a number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UnitOfMeasurement { get; init; }

    /// <summary>"measurement" for a number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StateClass { get; init; }

    /// <summary>Topic that tells whether the value holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AvailabilityTopic { get; init; }

    /// <summary>Its text while it does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PayloadAvailable { get; init; }

    /// <summary>Its text while it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PayloadNotAvailable { get; init; }

    /// <summary>Identifier that never changes.</summary>
    public required string UniqueId { get; init; }

    /// <summary>What the identifier in Home Assistant is made of.</summary>
    public required string ObjectId { get; init; }

    /// <summary>The station.</summary>
    public required HomeAssistantDevice Device { get; init; }
}
