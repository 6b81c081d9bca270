using MQTTnet;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>Which topics have a retained message at the broker, and how large. Safe for several threads.</summary>
/// <param name="limits">What there may be.</param>
internal sealed class RetainedTopics(BrokerLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Notes a retained message; an empty one takes away the one before.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isOwn">Whether the station itself sends it: it always may.</param>
    /// <returns>False when there is no room for it.</returns>
    public bool Keep(MqttApplicationMessage message, bool isOwn)
    {
        lock (_gate)
        {
            var before = _sizes.GetValueOrDefault(message.Topic);
            if (message.Payload.Length == 0)
            {
                _sizes.Remove(message.Topic);
                _bytes -= before;
                return true;
            }

            var size = MessageSize.Of(message);
            if (!isOwn && ((before == 0 && _sizes.Count >= limits.RetainedMessages) || _bytes - before + size > limits.RetainedBytes))
            {
                return false;
            }

            _sizes[message.Topic] = size;
            _bytes += size - before;
            return true;
        }
    }
}
