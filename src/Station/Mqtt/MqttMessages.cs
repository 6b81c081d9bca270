using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;

namespace AvianVox.Station.Mqtt;

/// <summary>What is published of each entry: the entry as it is, and what the options ask for beside it.</summary>
/// <param name="options">Checked options.</param>
/// <param name="station">Who and where the station is.</param>
/// <param name="sources">Names of the sources.</param>
/// <param name="topics">Names of the topics.</param>
public sealed class MqttMessages(MqttOptions options, IdentityOptions station, IReadOnlyList<string> sources, MqttTopics topics)
{
    private readonly BirdnetGo? _compatible = options.BirdnetGoTopic is { } topic ? new BirdnetGo(topic, station) : null;

    /// <summary>What is published on connecting, after the status.</summary>
    public IEnumerable<MqttMessage> AtConnect() =>
        options.HomeAssistant ? new HomeAssistant(options.HomeAssistantPrefix, station, topics).Discovery(sources) : [];

    /// <summary>What is published of an entry.</summary>
    /// <param name="entry">The entry.</param>
    public IReadOnlyList<MqttMessage> Of(JournalEntry entry)
    {
        var messages = new List<MqttMessage> { new(topics.Of(entry), entry.Payload) };
        if (entry.Kind is not (JournalKind.Detection or JournalKind.Event or JournalKind.Correction))
        {
            return messages;
        }

        if (entry.Kind == JournalKind.Correction && JournalJson.Corrected(entry.Payload) != JournalJson.OfEvent)
        {
            return messages;
        }

        var detection = MessageJson.Read<DetectionMessage>(entry.Payload);
        // A correction too: what a rare bird left would keep its wrong time for ever.
        if (options.LastSeen)
        {
            messages.Add(new MqttMessage(topics.LastSeen(detection.Species.Code), entry.Payload, Retain: true));
        }

        if (options.HomeAssistant)
        {
            messages.Add(new MqttMessage(topics.Latest(entry.Source), entry.Payload, Retain: true));
        }

        if (_compatible is not null && entry.Kind == JournalKind.Event)
        {
            messages.Add(_compatible.Message(entry, detection));
        }

        return messages;
    }
}
