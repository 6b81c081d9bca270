using System.Text.Json;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.Monitor.Journal;

namespace AvianVox.Monitor.Mqtt;

/// <summary>What is published of each entry: the entry as it is, and what the options ask for beside it.</summary>
/// <param name="options">Checked options.</param>
/// <param name="topics">Names of the topics.</param>
internal sealed class MqttMessages(StationOptions options, MqttTopics topics)
{
    private readonly BirdnetGo? _compatible = options.Mqtt.BirdnetGoTopic is { } topic ? new BirdnetGo(topic, options.Station, StationHost.Zone(options)) : null;

    /// <summary>What is published on connecting, after the status.</summary>
    public IEnumerable<MqttMessage> AtConnect() =>
        options.Mqtt.HomeAssistant ? new HomeAssistant(options.Mqtt.HomeAssistantPrefix, options.Station, topics).Discovery(options.Sources.Select(source => source.Name)) : [];

    /// <summary>What is published of an entry.</summary>
    /// <param name="entry">The entry.</param>
    public IReadOnlyList<MqttMessage> Of(JournalEntry entry)
    {
        var messages = new List<MqttMessage> { new(topics.Of(entry), entry.Payload) };
        if (entry.Kind is not (JournalKind.Detection or JournalKind.Event or JournalKind.Correction))
        {
            return messages;
        }

        using var payload = JsonDocument.Parse(entry.Payload);
        if (entry.Kind == JournalKind.Correction && payload.RootElement.GetProperty("corrects").GetString() != "event")
        {
            return messages;
        }

        // A correction too: what a rare bird left would keep its wrong time for ever.
        if (options.Mqtt.LastSeen)
        {
            messages.Add(new MqttMessage(topics.LastSeen(payload.RootElement.GetProperty("species").GetProperty("code").GetString()!), entry.Payload, Retain: true));
        }

        if (options.Mqtt.HomeAssistant)
        {
            messages.Add(new MqttMessage(topics.Latest(entry.Source), entry.Payload, Retain: true));
        }

        if (_compatible is not null && entry.Kind == JournalKind.Event)
        {
            messages.Add(_compatible.Message(entry, payload.RootElement));
        }

        return messages;
    }
}
