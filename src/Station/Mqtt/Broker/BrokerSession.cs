using MQTTnet;
using MQTTnet.Protocol;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>What one session at the broker holds. Guarded by whoever keeps it.</summary>
internal sealed class BrokerSession
{
    private readonly Dictionary<string, MqttQualityOfServiceLevel> _filters = new(StringComparer.Ordinal);

    /// <summary>Connection of its client; null while that is gone.</summary>
    public BrokerChannel? Channel { get; set; }

    /// <summary>When its client went; of meaning while it is gone.</summary>
    public long GoneAt { get; set; }

    /// <summary>Whether the server has deleted it, and only its client's connection is still there.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Bytes that wait for an acknowledgement.</summary>
    public long Kept { get; set; }

    /// <summary>Bytes of QoS 0 that wait to be sent; forgotten when the client goes.</summary>
    public long Fleeting { get; set; }

    /// <summary>Notes a subscription.</summary>
    /// <param name="filter">Its topics.</param>
    /// <param name="quality">Granted.</param>
    /// <param name="most">Most subscriptions.</param>
    /// <returns>False when it is one too many.</returns>
    public bool Subscribe(string filter, MqttQualityOfServiceLevel quality, int most)
    {
        if (_filters.Count >= most && !_filters.ContainsKey(filter))
        {
            return false;
        }

        _filters[filter] = quality;
        return true;
    }

    /// <summary>Forgets a subscription.</summary>
    /// <param name="filter">Its topics.</param>
    public void Unsubscribe(string filter) => _filters.Remove(filter);

    /// <summary>Whether the session waits for an acknowledgement of a message: neither side says QoS 0.</summary>
    /// <param name="message">The message.</param>
    public bool Keeps(MqttApplicationMessage message) =>
        message.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce
        && _filters.Any(filter => filter.Value != MqttQualityOfServiceLevel.AtMostOnce
            && MqttTopicFilterComparer.Compare(message.Topic, filter.Key) == MqttTopicFilterCompareResult.IsMatch);
}
