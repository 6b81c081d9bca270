using AvianVox.Classification.Packages;
using AvianVox.Station.Journal;

namespace AvianVox.Station.Mqtt;

/// <summary>Names of the topics of one station; docs/mqtt.md is their description.</summary>
/// <param name="prefix">First level or levels of every topic.</param>
/// <param name="station">The station's id.</param>
public sealed class MqttTopics(string prefix, string station)
{
    /// <summary>Level of the last detections of species.</summary>
    public const string LastSeenLevel = "last_seen";

    /// <summary>Last level of the last detection of a source.</summary>
    public const string LatestLevel = "latest";

    /// <summary>Last level of health.</summary>
    public const string HealthLevel = "health";

    /// <summary>What every topic begins with, with its last slash.</summary>
    public string Root { get; } = $"{prefix}/{station}/";

    /// <summary>Retained: "online" or "offline".</summary>
    public string Status { get; } = $"{prefix}/{station}/status";

    /// <summary>Retained: how the station fares.</summary>
    public string Health { get; } = $"{prefix}/{station}/{HealthLevel}";

    /// <summary>Retained: how one source fares, where that is told apart.</summary>
    /// <param name="source">Name of the source.</param>
    public string HealthOf(string source) => $"{Root}{source}/{HealthLevel}";

    /// <summary>Where commands are sent to.</summary>
    public string Command { get; } = $"{prefix}/{station}/command";

    /// <summary>Where commands are answered.</summary>
    public string Answer { get; } = $"{prefix}/{station}/command/answer";

    /// <summary>Topic of an entry of the journal.</summary>
    /// <param name="entry">The entry.</param>
    public string Of(JournalEntry entry) => $"{Root}{entry.Source}/" + entry.Kind switch
    {
        JournalKind.Detection => "detection",
        JournalKind.Event => "event",
        JournalKind.Gap => "gap",
        JournalKind.Effort => "effort",
        JournalKind.Correction => "correction",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, "A kind without a topic."),
    };

    /// <summary>Retained: the last detection of a source.</summary>
    /// <param name="source">Name of the source; no underscore is in it, so that this is no species' topic.</param>
    public string Latest(string source) => $"{Root}{source}/{LatestLevel}";

    /// <summary>Retained: the last detection of a species.</summary>
    /// <param name="code">Code of the species.</param>
    public string LastSeen(string code) => $"{Root}{LastSeenLevel}/{Level(code)}";

    /// <summary>A text as one level of a topic: what would end it, match others or be refused by a broker becomes a hyphen.</summary>
    /// <param name="text">Any text.</param>
    public static string Level(string text) =>
        string.Concat(
            text.Select(letter => letter is '/' or '+' or '#' || PlainText.IsControl(letter) || char.IsSurrogate(letter) ? '-' : letter));
}
