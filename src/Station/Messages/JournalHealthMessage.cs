using System.Text.Json.Serialization;

namespace AvianVox.Station.Messages;

/// <summary>How far the journal is, and how far the broker has read it.</summary>
/// <param name="LastSequence">Its last entry.</param>
/// <param name="MqttCursor">Last entry that the broker has; null without MQTT.</param>
internal sealed record JournalHealthMessage(
    long LastSequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? MqttCursor)
{
    /// <summary>Name of the sink of <see cref="MqttCursor"/>.</summary>
    public const string MqttSink = "mqtt";
}
