using MQTTnet;
using MQTTnet.Packets;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>What a message takes in memory, in bytes, by a generous guess: it bounds, it does not weigh.</summary>
internal static class MessageSize
{
    /// <summary>Of the objects of one message in one queue.</summary>
    private const int Overhead = 512;

    /// <summary>Of one user property beside its texts.</summary>
    private const int PropertyOverhead = 128;

    /// <summary>Of a message.</summary>
    /// <param name="message">The message.</param>
    public static long Of(MqttApplicationMessage message) =>
        Sum(
            message.Payload.Length,
            message.Topic,
            message.ContentType,
            message.ResponseTopic,
            message.CorrelationData,
            message.UserProperties);

    /// <summary>Of the same message on its way to a subscriber.</summary>
    /// <param name="packet">The message.</param>
    public static long Of(MqttPublishPacket packet) =>
        Sum(packet.Payload.Length, packet.Topic, packet.ContentType, packet.ResponseTopic, packet.CorrelationData, packet.UserProperties);

    private static long Sum(
        long payload,
        string? topic,
        string? type,
        string? response,
        byte[]? correlation,
        List<MqttUserProperty>? properties) =>
        Overhead
        + payload
        + (correlation?.Length ?? 0)
        + (sizeof(char) * (long)((topic?.Length ?? 0) + (type?.Length ?? 0) + (response?.Length ?? 0)))
        + (properties?.Sum(property => PropertyOverhead + (sizeof(char) * (long)property.Name.Length) + property.ValueBuffer.Length) ?? 0);
}
