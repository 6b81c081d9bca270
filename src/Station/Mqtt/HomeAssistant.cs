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
public sealed class HomeAssistant(string prefix, IdentityOptions station, MqttTopics topics)
{
    private readonly string _node = $"avianvox_{station.Id}";

    /// <summary>Filter of the topics of all discovery messages of this station, also of sources that are no more.</summary>
    public string Filter => $"{prefix}/+/{_node}/+/config";

    /// <summary>The discovery messages.</summary>
    /// <param name="sources">Names of the sources.</param>
    public IEnumerable<MqttMessage> Discovery(IEnumerable<string> sources)
    {
        yield return Message("binary_sensor", Entity("Status", "status", topics.Status) with
        {
            DeviceClass = "connectivity",
            EntityCategory = "diagnostic",
            PayloadOn = MqttSink.Online,
            PayloadOff = MqttSink.Offline,
        });
        foreach (var source in sources)
        {
            yield return Sensor(source, "species", "{{ value_json.species.common }}", "mdi:bird");
            yield return Sensor(source, "scientific name", "{{ value_json.species.scientific }}", "mdi:bird");
            yield return Sensor(source, "confidence", "{{ (value_json.confidence * 100) | round(1) }}", "mdi:percent", "%");
        }
    }

    private MqttMessage Sensor(string source, string name, string template, string icon, string? unit = null) =>
        Message("sensor", Entity($"{source} {name}", $"{source}_{name.Replace(' ', '_')}", topics.Latest(source)) with
        {
            ValueTemplate = template,
            Icon = icon,
            UnitOfMeasurement = unit,
            StateClass = unit is null ? null : "measurement",
            AvailabilityTopic = topics.Status,
            PayloadAvailable = MqttSink.Online,
            PayloadNotAvailable = MqttSink.Offline,
        });

    private HomeAssistantEntity Entity(string name, string key, string state) => new()
    {
        Name = name,
        StateTopic = state,
        UniqueId = $"{_node}_{key}",
        ObjectId = $"{_node}_{key}",
        Device = new HomeAssistantDevice
        {
            Identifiers = [_node],
            Name = station.Name,
            Manufacturer = "AvianVox",
            Model = "Bird-listening station",
            SwVersion = HealthReporter.Version,
        },
    };

    private MqttMessage Message(string component, HomeAssistantEntity entity) =>
        new($"{prefix}/{component}/{_node}/{entity.UniqueId}/config", MessageJson.Write(entity), Retain: true);
}
