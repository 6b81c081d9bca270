using System.Threading.Channels;
using AvianVox.Station.Health;
using AvianVox.Station.Messages;
using AvianVox.Station.Sinks;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// Publishes health at once, every minute, and whenever a source changes its state: as one message, or, where the broker does not take
/// that, the sources' apart. What even then is too large is told once and left out: health never holds up the birds.
/// </summary>
/// <param name="now">How the station fares now.</param>
/// <param name="changes">Tells of changes; null when nobody does.</param>
/// <param name="topics">Names of the topics.</param>
/// <param name="isSplit">Whether the sources' health goes apart from the start.</param>
/// <param name="time">Paces it.</param>
/// <param name="logger">Told what is too large.</param>
internal sealed class MqttHealth(
    Func<HealthMessage> now,
    IHealthReporter? changes,
    MqttTopics topics,
    bool isSplit,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Between two health messages.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Topics whose message was too large; as many as there are sources, and one.</summary>
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    private bool _isSplit = isSplit;

    /// <summary>Publishes until it is cancelled.</summary>
    /// <param name="send">Publishes a message.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public async Task PublishAsync(Func<MqttMessage, Task> send, CancellationToken cancellation)
    {
        // One place: one message tells any number of changes, and those that find it taken are dropped.
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        due.Writer.TryWrite(true);
        void Changed(object? sender, EventArgs arguments) => due.Writer.TryWrite(true);

        if (changes is not null)
        {
            changes.Changed += Changed;
        }

        try
        {
            // A wait that the minute ended is taken up again, not left in the channel: there would be one more each minute.
            Task<bool>? change = null;
            while (true)
            {
                change ??= due.Reader.WaitToReadAsync(cancellation).AsTask();
                try
                {
                    await change.WaitAsync(Interval, time, cancellation).ConfigureAwait(false);
                    change = null;
                    due.Reader.TryRead(out _);
                }
                catch (TimeoutException)
                {
                    // The minute is over.
                }

                await SendAsync(send).ConfigureAwait(false);
            }
        }
        finally
        {
            if (changes is not null)
            {
                changes.Changed -= Changed;
            }
        }
    }

    /// <summary>Publishes once.</summary>
    /// <param name="send">Publishes a message.</param>
    public async Task SendAsync(Func<MqttMessage, Task> send)
    {
        var health = now();
        if (!_isSplit && !await TrySendAsync(new MqttMessage(topics.Health, MessageJson.Write(health), Retain: true), send).ConfigureAwait(false))
        {
            _isSplit = true;
            logger.LogWarning(
                "MQTT: health is larger than the broker takes; that of the sources goes apart, to {Topic}",
                topics.HealthOf("SOURCE"));
        }

        if (!_isSplit)
        {
            return;
        }

        foreach (var part in Parts(health).Where(part => !_leftOut.Contains(part.Topic)))
        {
            if (!await TrySendAsync(part, send).ConfigureAwait(false))
            {
                _leftOut.Add(part.Topic);
                logger.LogWarning("MQTT: health on {Topic} is larger than the broker takes, and left out", part.Topic);
            }
        }
    }

    private static async Task<bool> TrySendAsync(MqttMessage message, Func<MqttMessage, Task> send)
    {
        try
        {
            await send(message).ConfigureAwait(false);
            return true;
        }
        catch (SinkException error) when (error.Fault == SinkFault.Rejected)
        {
            return false;
        }
    }

    private IEnumerable<MqttMessage> Parts(HealthMessage health)
    {
        yield return new MqttMessage(topics.Health, MessageJson.Write(health with { Sources = [], IsSplit = true }), Retain: true);
        foreach (var source in health.Sources)
        {
            var part = source with { Schema = health.Schema, Station = health.Station, Time = health.Time };
            yield return new MqttMessage(topics.HealthOf(source.Name), MessageJson.Write(part), Retain: true);
        }
    }
}
