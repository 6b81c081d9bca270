using AvianVox.Monitor.Journal;

namespace AvianVox.Monitor.Mqtt;

/// <summary>Names of the topics of one station; docs/mqtt.md is their description.</summary>
/// <param name="prefix">First level or levels of every topic.</param>
/// <param name="station">The station's id.</param>
internal sealed class MqttTopics(string prefix, string station)
{
    /// <summary>Retained: "online" or "offline".</summary>
    public string Status { get; } = $"{prefix}/{station}/status";

    /// <summary>Retained: how the station fares.</summary>
    public string Health { get; } = $"{prefix}/{station}/health";

    /// <summary>Topic of an entry of the journal.</summary>
    /// <param name="entry">The entry.</param>
    public string Of(JournalEntry entry) => $"{prefix}/{station}/{entry.Source}/" + entry.Kind switch
    {
        JournalKind.Detection => "detection",
        JournalKind.Event => "event",
        JournalKind.Gap => "gap",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, "A kind without a topic."),
    };
}
