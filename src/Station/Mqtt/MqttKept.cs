using System.Collections.Concurrent;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// Sees to what the broker keeps for the station, after each connecting: discovery is told, what is missing of the last detections comes
/// from the journal (the broker may have lost it, or never had it), and what belongs to sources or settings that are no more is cleared.
/// </summary>
/// <param name="messages">What is published.</param>
/// <param name="latest">The last detections of all species at all sources, oldest first.</param>
/// <param name="time">Bounds how long is listened to what the broker keeps.</param>
/// <param name="logger">Told what was cleared, and what could not be told.</param>
internal sealed class MqttKept(MqttMessages messages, Func<IEnumerable<JournalEntry>> latest, TimeProvider time, ILogger logger)
{
    /// <summary>How long the broker may take to say what it keeps.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <summary>Most topics that are looked at; what a broker keeps beyond these stays.</summary>
    private const int Most = 50_000;

    /// <summary>Sees to it once.</summary>
    /// <param name="client">Connected.</param>
    /// <param name="send">Publishes a message.</param>
    /// <param name="wasSent">Whether something was published on a topic since connecting: that is newer than what the journal had
    /// before.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task TendAsync(
        IMqttClient client,
        Func<MqttMessage, Task> send,
        Func<string, bool> wasSent,
        CancellationToken cancellation)
    {
        foreach (var message in messages.AtConnect())
        {
            await TrySendAsync(message, send).ConfigureAwait(false);
        }

        var kept = await ListenAsync(client, cancellation).ConfigureAwait(false);
        foreach (var topic in kept.Where(topic => !messages.IsCurrent(topic)))
        {
            logger.LogInformation("MQTT: {Topic} is of a source or a setting that is no more, and cleared", topic);
            await TrySendAsync(new MqttMessage(topic, "", Retain: true), send).ConfigureAwait(false);
        }

        foreach (var (topic, message) in await Task.Run(Latest, cancellation).ConfigureAwait(false))
        {
            if (!kept.Contains(topic) && !wasSent(topic))
            {
                await TrySendAsync(message, send).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The topics that the broker keeps a message of.</summary>
    private async Task<HashSet<string>> ListenAsync(IMqttClient client, CancellationToken cancellation)
    {
        var kept = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        Task Hear(MqttApplicationMessageReceivedEventArgs arguments)
        {
            if (arguments.ApplicationMessage is { Retain: true, Payload.Length: > 0 } message && kept.Count < Most)
            {
                kept.TryAdd(message.Topic, true);
            }

            return Task.CompletedTask;
        }

        client.ApplicationMessageReceivedAsync += Hear;
        try
        {
            foreach (var filter in messages.KeptFilters)
            {
                var result = await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, cancellation).ConfigureAwait(false);
                if (result.Items.Any(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2))
                {
                    logger.LogDebug("MQTT: the station may not read {Filter}: what is kept there is not looked at", filter);
                }
            }

            await Task.Delay(Window, time, cancellation).ConfigureAwait(false);
            foreach (var filter in messages.KeptFilters)
            {
                await client.UnsubscribeAsync(filter, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            client.ApplicationMessageReceivedAsync -= Hear;
        }

        return new HashSet<string>(kept.Keys.Where(messages.IsOurs), StringComparer.Ordinal);
    }

    /// <summary>By topic, what should be kept of the last detections: of those on one topic the last.</summary>
    private Dictionary<string, MqttMessage> Latest()
    {
        var last = new Dictionary<string, MqttMessage>(StringComparer.Ordinal);
        try
        {
            foreach (var message in latest().SelectMany(messages.Of).Where(message => message.Retain))
            {
                last[message.Topic] = message;
            }
        }
        catch (JournalException error)
        {
            logger.LogWarning("MQTT: what the broker should keep of the last detections could not be read: {Fault}", error.Message);
        }

        return last;
    }

    private async Task TrySendAsync(MqttMessage message, Func<MqttMessage, Task> send)
    {
        try
        {
            await send(message).ConfigureAwait(false);
        }
        catch (SinkException error) when (error.Fault is SinkFault.Rejected or SinkFault.Refused or SinkFault.Failed)
        {
            // The birds go on: this is beside them.
            logger.LogWarning("MQTT: nothing is kept on {Topic}: {Fault}", message.Topic, error.Message);
        }
    }
}
