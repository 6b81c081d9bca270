using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using MQTTnet;

namespace AvianVox.Station.Mqtt;

/// <summary>What is published of each entry: the entry as it is, and what the options ask for beside it.</summary>
/// <param name="options">Checked options.</param>
/// <param name="station">Who and where the station is.</param>
/// <param name="sources">Names of the sources.</param>
/// <param name="topics">Names of the topics.</param>
public sealed class MqttMessages(MqttOptions options, IdentityOptions station, IReadOnlyList<string> sources, MqttTopics topics)
{
    private readonly BirdnetGo? _compatible = options.BirdnetGoTopic is { } topic ? new BirdnetGo(topic, station) : null;

    private readonly HomeAssistant _homeAssistant = new(options.HomeAssistantPrefix, station, topics);

    /// <summary>Names of the topics.</summary>
    public MqttTopics Topics => topics;

    /// <summary>Filters of all topics that the broker may keep something of ours on, beside status and health.</summary>
    public IReadOnlyList<string> KeptFilters =>
    [
        $"{topics.Root}{MqttTopics.LastSeenLevel}/+",
        $"{topics.Root}+/{MqttTopics.LatestLevel}",
        $"{topics.Root}+/{MqttTopics.HealthLevel}",
        _homeAssistant.Filter,
    ];

    /// <summary>What is published on connecting, after the status.</summary>
    public IEnumerable<MqttMessage> AtConnect() => options.HomeAssistant ? _homeAssistant.Discovery(sources) : [];

    /// <summary>Whether a topic is among <see cref="KeptFilters"/>.</summary>
    /// <param name="topic">Any topic.</param>
    public bool IsOurs(string topic) =>
        KeptFilters.Any(filter => MqttTopicFilterComparer.Compare(topic, filter) == MqttTopicFilterCompareResult.IsMatch);

    /// <summary>Whether the station, as it is set now, may keep something on a topic.</summary>
    /// <param name="topic">One that <see cref="IsOurs"/>.</param>
    public bool IsCurrent(string topic)
    {
        if (!topic.StartsWith(topics.Root, StringComparison.Ordinal))
        {
            return AtConnect().Any(message => message.Topic == topic);
        }

        var levels = topic[topics.Root.Length..].Split('/');
        return levels switch
        {
            [MqttTopics.LastSeenLevel, _] => options.LastSeen,
            [var source, MqttTopics.LatestLevel] => options.HomeAssistant && sources.Contains(source),
            [var source, MqttTopics.HealthLevel] => sources.Contains(source),
            _ => true,
        };
    }

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
