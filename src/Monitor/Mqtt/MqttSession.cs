using System.Threading.Channels;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Journal;
using MQTTnet;
using MQTTnet.Protocol;

namespace AvianVox.Monitor.Mqtt;

/// <summary>
/// One connection's work: says "online", delivers the journal's entries in order, publishes health, and at a clean stop
/// delivers what is left and says "offline". The cursor moves only over entries that the broker acknowledged, so that
/// nothing is lost whenever the connection ends; what was on its way then is sent again.
/// </summary>
/// <param name="client">A connected client.</param>
/// <param name="window">Most entries on their way at once; at most what the broker allows.</param>
/// <param name="station">The station's id.</param>
/// <param name="topics">Names of the topics.</param>
/// <param name="journal">What is delivered.</param>
/// <param name="health">Tells how the station fares; null when nobody does.</param>
/// <param name="time">Paces health and bounds waits.</param>
internal sealed class MqttSession(IMqttClient client, int window, string station, MqttTopics topics, IJournal journal, IHealthReporter? health, TimeProvider time)
{
    /// <summary>Name of this sink's cursor.</summary>
    public const string Sink = "mqtt";

    /// <summary>Payload of the status topic while the station is connected.</summary>
    public const string Online = "online";

    /// <summary>Payload of the status topic otherwise; the broker itself sends it when the connection breaks.</summary>
    public const string Offline = "offline";

    /// <summary>Between two health messages.</summary>
    public static readonly TimeSpan HealthInterval = TimeSpan.FromMinutes(1);

    /// <summary>How long the broker may take to acknowledge before the connection counts as dead.</summary>
    private static readonly TimeSpan AcknowledgeTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long a stop may take to deliver what is left.</summary>
    public static readonly TimeSpan StopBound = TimeSpan.FromSeconds(3);

    /// <summary>How long a stop waits for a journal that does not get its entries onto the disk.</summary>
    private static readonly TimeSpan FlushBound = TimeSpan.FromMilliseconds(500);

    /// <summary>How long saying "offline", and hanging up, may each take.</summary>
    private static readonly TimeSpan CloseBound = TimeSpan.FromMilliseconds(500);

    /// <summary>Most entries on their way at once: hides the round trip, and keeps small what is sent twice after a break.</summary>
    public const int Window = 16;

    /// <summary>Entries read from the journal at a time.</summary>
    private const int ReadAhead = 128;

    /// <summary>Entries read and not yet sent; at most <see cref="ReadAhead"/>.</summary>
    private readonly Queue<JournalEntry> _ahead = new();

    /// <summary>Entries sent and not yet acknowledged, oldest first; at most the window.</summary>
    private readonly Queue<(long Sequence, Task Acknowledged)> _sent = new();

    /// <summary>Sequence of the last entry read.</summary>
    private long _read = journal.Cursor(Sink);

    /// <summary>Works until the station stops or the connection breaks.</summary>
    /// <param name="stop">The station stops: what the journal holds is still delivered, within <see cref="StopBound"/>.</param>
    /// <param name="lost">The connection broke.</param>
    /// <exception cref="MqttException">The broker does not take a message.</exception>
    /// <exception cref="TimeoutException">The broker did not acknowledge in time.</exception>
    /// <exception cref="OperationCanceledException">The connection broke.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken lost)
    {
        using var bound = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var atStop = stop.Register(() => bound.CancelAfter(StopBound));
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(lost, bound.Token);
        try
        {
            await SendAsync(topics.Status, Online, retain: true, abort.Token).ConfigureAwait(false);
            await WorkAsync(stop, abort.Token).ConfigureAwait(false);
            await FlushJournalAsync(abort.Token).ConfigureAwait(false);
            while (await DeliverSomeAsync(abort.Token).ConfigureAwait(false))
            {
            }

            if (health is not null)
            {
                // The last one is retained: it must tell the end, not the minute before.
                await SendHealthAsync(health, abort.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested && !lost.IsCancellationRequested)
        {
            // What is left is delivered at the next start.
        }

        // Not lost and not failed, so stopping.
        await SendAsync(topics.Status, Offline, retain: true, lost).WaitAsync(CloseBound, time, lost).ConfigureAwait(false);
        await client.DisconnectAsync(new MqttClientDisconnectOptions { Reason = MqttClientDisconnectOptionsReason.NormalDisconnection }, lost).WaitAsync(CloseBound, time, lost).ConfigureAwait(false);
    }

    private async Task WorkAsync(CancellationToken stop, CancellationToken abort)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        await Task.WhenAll(DeliverUntilAsync(end, abort), PublishHealthUntilAsync(end, abort)).ConfigureAwait(false);
        abort.ThrowIfCancellationRequested();
    }

    private async Task DeliverUntilAsync(CancellationTokenSource end, CancellationToken abort)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                if (!await DeliverSomeAsync(abort).ConfigureAwait(false))
                {
                    await journal.WaitAsync(_read, end.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            // Stopping.
        }
        catch
        {
            await end.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Fills the window, then waits for the oldest entry on its way and moves the cursor past it. A window that slides,
    /// rather than batches, lets each new message carry the TCP acknowledgement without which a broker that collects small
    /// packets (Nagle) would hold back its own for 40 ms.
    /// </summary>
    /// <returns>False when nothing is on its way and nothing waits.</returns>
    private async Task<bool> DeliverSomeAsync(CancellationToken abort)
    {
        while (_sent.Count < window && Next() is { } entry)
        {
            // The client writes packets in the order of these calls; only the acknowledgements overlap.
            _sent.Enqueue((entry.Sequence, SendAsync(topics.Of(entry), entry.Payload, retain: false, abort)));
        }

        if (_sent.Count == 0)
        {
            return false;
        }

        try
        {
            var (sequence, acknowledged) = _sent.Dequeue();
            await acknowledged.ConfigureAwait(false);
            journal.Advance(Sink, sequence);
            return true;
        }
        catch
        {
            // Those behind it cannot be counted as delivered, but their failures must not go unobserved.
            await Task.WhenAll(_sent.Select(sent => sent.Acknowledged)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>The next entry to send; null when there is none.</summary>
    private JournalEntry? Next()
    {
        if (_ahead.Count == 0)
        {
            foreach (var entry in journal.Read(_read, ReadAhead))
            {
                _ahead.Enqueue(entry);
                _read = entry.Sequence;
            }
        }

        return _ahead.TryDequeue(out var next) ? next : null;
    }

    private async Task PublishHealthUntilAsync(CancellationTokenSource end, CancellationToken abort)
    {
        if (health is null)
        {
            return;
        }

        // One place: one message tells any number of changes, and those that find it taken are dropped.
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        due.Writer.TryWrite(true);
        void Changed(object? sender, EventArgs arguments) => due.Writer.TryWrite(true);

        health.Changed += Changed;
        try
        {
            // A wait that the minute ended is taken up again, not left in the channel: there would be one more each minute.
            Task<bool>? change = null;
            while (true)
            {
                change ??= due.Reader.WaitToReadAsync(end.Token).AsTask();
                try
                {
                    await change.WaitAsync(HealthInterval, time, end.Token).ConfigureAwait(false);
                    change = null;
                    due.Reader.TryRead(out _);
                }
                catch (TimeoutException)
                {
                    // The minute is over.
                }

                await SendHealthAsync(health, abort).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            // Stopping.
        }
        catch
        {
            await end.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            health.Changed -= Changed;
        }
    }

    /// <summary>The pipeline has stopped before us: what it wrote last is in the journal or about to be, unless the disk refuses it.</summary>
    private async Task FlushJournalAsync(CancellationToken abort)
    {
        try
        {
            await journal.FlushAsync(abort).WaitAsync(FlushBound, time, abort).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What it does hold is delivered all the same, and "offline" said.
        }
    }

    private Task SendHealthAsync(IHealthReporter reporter, CancellationToken cancellation) =>
        SendAsync(topics.Health, HealthJson.Write(station, reporter.Snapshot(), journal.LastSequence, journal.Cursor(Sink)), retain: true, cancellation);

    private async Task SendAsync(string topic, string payload, bool retain, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithPayloadFormatIndicator(MqttPayloadFormatIndicator.CharacterData)
            .WithContentType(payload.StartsWith('{') ? "application/json" : "text/plain")
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag(retain)
            .Build();
        var result = await client.PublishAsync(message, cancellation).WaitAsync(AcknowledgeTimeout, time, cancellation).ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            throw new MqttException($"the broker does not take messages on {topic}: {result.ReasonCode} {result.ReasonString}. Allow the station's user to write below {topics.Status[..^"status".Length]}#");
        }
    }
}
