using System.Text.Json;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Messages;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// Home Assistant's MQTT discovery: retained messages from which it makes a device with a connectivity sensor and, for each
/// source, species, scientific name and confidence of what was heard last. The sensors of a source share one retained topic of
/// that source, so that none is reset by what another source hears.
/// </summary>
/// <param name="prefix">Home Assistant's discovery prefix.</param>
/// <param name="station">Who the station is.</param>
/// <param name="topics">Names of the topics.</param>
internal sealed class HomeAssistant(string prefix, IdentityOptions station, MqttTopics topics)
{
    private readonly string _node = $"avianvox_{station.Id}";

    /// <summary>The discovery messages.</summary>
    /// <param name="sources">Names of the sources.</param>
    public IEnumerable<MqttMessage> Discovery(IEnumerable<string> sources)
    {
        yield return Message("binary_sensor", "status", json =>
        {
            json.WriteString("name", "Status");
            json.WriteString("device_class", "connectivity");
            json.WriteString("entity_category", "diagnostic");
            json.WriteString("state_topic", topics.Status);
            json.WriteString("payload_on", MqttSink.Online);
            json.WriteString("payload_off", MqttSink.Offline);
        });
        foreach (var source in sources)
        {
            yield return Sensor(source, "species", "species", "{{ value_json.species.common }}", "mdi:bird", null);
            yield return Sensor(source, "scientific_name", "scientific name", "{{ value_json.species.scientific }}", "mdi:bird", null);
            yield return Sensor(source, "confidence", "confidence", "{{ (value_json.confidence * 100) | round(1) }}", "mdi:percent", "%");
        }
    }

    private MqttMessage Sensor(string source, string key, string name, string template, string icon, string? unit) =>
        Message("sensor", $"{source}_{key}", json =>
    {
        json.WriteString("name", $"{source} {name}");
        json.WriteString("state_topic", topics.Latest(source));
        json.WriteString("value_template", template);
        json.WriteString("icon", icon);
        if (unit is not null)
        {
            json.WriteString("unit_of_measurement", unit);
            json.WriteString("state_class", "measurement");
        }

        json.WriteString("availability_topic", topics.Status);
        json.WriteString("payload_available", MqttSink.Online);
        json.WriteString("payload_not_available", MqttSink.Offline);
    });

    private MqttMessage Message(string component, string key, Action<Utf8JsonWriter> content)
    {
        var id = $"{_node}_{key}";
        return new MqttMessage(
            $"{prefix}/{component}/{_node}/{id}/config",
            JournalJson.Object(json =>
            {
                content(json);
                json.WriteString("unique_id", id);
                json.WriteString("object_id", id);
                json.WriteStartObject("device");
                json.WriteStartArray("identifiers");
                json.WriteStringValue(_node);
                json.WriteEndArray();
                json.WriteString("name", station.Name);
                json.WriteString("manufacturer", "AvianVox");
                json.WriteString("model", "Bird-listening station");
                json.WriteString("sw_version", HealthReporter.Version);
                json.WriteEndObject();
            }),
            Retain: true);
    }
}
