using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>How far the journal is, how far the broker has read it, and what is wrong with it.</summary>
/// <param name="LastSequence">Its last entry.</param>
/// <param name="MqttCursor">Last entry that the broker has; null without MQTT.</param>
internal sealed record JournalHealthMessage(
    long LastSequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? MqttCursor)
{
    /// <summary>Name of the sink of <see cref="MqttCursor"/>.</summary>
    public const string MqttSink = "mqtt";

    /// <summary>What is wrong now, in one word; null while nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>The same in words, with the way out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; init; }

    /// <summary>Pieces of what was heard since the start that could not be written and are lost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Lost { get; init; }
}
