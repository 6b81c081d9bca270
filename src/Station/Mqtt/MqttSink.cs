using System.Collections.Concurrent;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Sinks;
using MQTTnet;
using MQTTnet.Formatter;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// Publishes the journal's entries: says "online" on connecting and "offline" at a clean stop, keeps a window of messages on
/// their way, publishes health every minute, and takes commands where they are switched on. An entry counts as delivered once
/// the broker has acknowledged all its messages; what was on its way when the connection broke is sent again.
/// </summary>
public sealed class MqttSink : ISink
{
    /// <summary>Name of this sink's cursor.</summary>
    public const string SinkName = JournalHealthMessage.MqttSink;

    /// <summary>Payload of the status topic while the station is connected.</summary>
    public const string Online = "online";

    /// <summary>Payload of the status topic otherwise; the broker itself sends it when the connection breaks.</summary>
    public const string Offline = "offline";

    /// <summary>Most entries on their way at once: hides the round trip, and keeps small what is sent twice after a break.</summary>
    public const int Window = 16;

    /// <summary>So many short connections in a row that end without a word are another client's doing.</summary>
    public const int MostSilentEnds = 6;

    /// <summary>How long one attempt to connect may take.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker may take to acknowledge before the connection counts as dead.</summary>
    private static readonly TimeSpan AcknowledgeTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long the client may take to tell why a connection broke.</summary>
    private static readonly TimeSpan LossBound = TimeSpan.FromSeconds(1);

    /// <summary>A connection that lasted so long was not one of two clients that push each other out.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(2);

    /// <summary>Room for what a message holds beside topic and payload.</summary>
    private const int PacketOverhead = 128;

    private readonly MqttTopics _topics;
    private readonly MqttLink _link;
    private readonly MqttMessages _messages;
    private readonly MqttHealth? _health;
    private readonly MqttCommands? _commands;
    private readonly MqttKept? _kept;
    private readonly TimeProvider _time;
    private readonly MqttClientFactory _factory = new();

    /// <summary>The connection; null while there is none.</summary>
    private IMqttClient? _client;

    /// <summary>Cancelled when the connection breaks.</summary>
    private CancellationTokenSource _lost = new();

    /// <summary>Why it broke; null while that is not known.</summary>
    private SinkException? _loss;

    /// <summary>Completes when it is known why it broke.</summary>
    private TaskCompletionSource _lossKnown = new();

    /// <summary>Topics with a retained message of this connection; as many as there are species and sources, and some.</summary>
    private ConcurrentDictionary<string, bool> _told = new();

    /// <summary>When the connection was made.</summary>
    private long _connectedAt;

    /// <summary>How many connections in a row ended without a word soon after they were made.</summary>
    private int _silentEnds;

    /// <summary>Most entries on their way; at most what the broker allows.</summary>
    private int _window = Window;

    /// <summary>Largest packet the broker takes, in bytes; null for any.</summary>
    private uint? _mostBytes;

    /// <summary>Creates the sink; nothing is connected yet.</summary>
    /// <param name="link">The broker.</param>
    /// <param name="messages">What is published of each entry.</param>
    /// <param name="health">Publishes how the station fares; null when nobody does.</param>
    /// <param name="commands">Takes commands; null where nobody may give any.</param>
    /// <param name="kept">Sees to what the broker keeps; null when nobody does.</param>
    /// <param name="time">Paces everything.</param>
    internal MqttSink(MqttLink link, MqttMessages messages, MqttHealth? health, MqttCommands? commands, MqttKept? kept, TimeProvider time)
    {
        _topics = messages.Topics;
        _link = link;
        _messages = messages;
        _health = health;
        _commands = commands;
        _kept = kept;
        _time = time;
    }

    /// <inheritdoc />
    public string Name => SinkName;

    /// <inheritdoc />
    public string Title => "MQTT";

    /// <inheritdoc />
    public IReadOnlySet<JournalKind> Kinds { get; } = new HashSet<JournalKind> { JournalKind.Detection, JournalKind.Event, JournalKind.Gap, JournalKind.Effort, JournalKind.Correction };

    /// <inheritdoc />
    public int MostAtOnce => 512;

    /// <inheritdoc />
    public async Task<string?> OpenAsync(CancellationToken cancellation)
    {
        var lost = new CancellationTokenSource();
        var client = _factory.CreateMqttClient();
        (_lost, _client, _loss, _told) = (lost, client, null, new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
        var known = _lossKnown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += arguments =>
        {
            if (!arguments.ClientWasConnected)
            {
                return Task.CompletedTask;
            }

            var isAgain = IsSilentAgain(arguments);
            _loss = new SinkException(
                isAgain || MqttLink.IsTakenOver(arguments) ? SinkFault.Refused : SinkFault.Down,
                _link.Loss(arguments, isAgain));
            known.TrySetResult();
            return lost.CancelAsync();
        };
        var result = await ConnectAsync(client, cancellation).ConfigureAwait(false);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new SinkException(SinkFault.Refused, _link.Refusal(result));
        }

        _connectedAt = _time.GetTimestamp();
        _window = result.ReceiveMaximum is > 0 and var most ? Math.Min(Window, (int)most) : Window;
        _mostBytes = result.MaximumPacketSize is > 0 and var bytes ? bytes : null;
        await GuardAsync(
            async cancel =>
            {
                await SendAsync(new MqttMessage(_topics.Status, Online, Retain: true), cancel).ConfigureAwait(false);
                if (_commands is not null)
                {
                    await _commands.ListenAsync(client, message => SendAsync(message, lost.Token), cancel).ConfigureAwait(false);
                }
            },
            cancellation).ConfigureAwait(false);
        return _link.Version == MqttProtocolVersion.V311 ? $"{_link.Broker} by MQTT 3.1.1" : _link.Broker;
    }

    /// <inheritdoc />
    public Task AttendAsync(CancellationToken cancellation) => GuardAsync(
        async cancel =>
        {
            // What is kept is seen to once; whatever breaks of either ends the other.
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            Task Send(MqttMessage message) => SendAsync(message, either.Token);
            var health = _health?.PublishAsync(Send, either.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, _time, either.Token);
            var kept = _kept is not null && _client is { } client
                ? _kept.TendAsync(client, Send, _told.ContainsKey, either.Token)
                : Task.CompletedTask;
            try
            {
                await (await Task.WhenAny(health, ThenWaitAsync(kept, health)).ConfigureAwait(false)).ConfigureAwait(false);
            }
            finally
            {
                await either.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(health, kept).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        },
        cancellation);

    /// <inheritdoc />
    public Task DeliverAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation) =>
        GuardAsync(cancel => SlideAsync(entries, delivered, cancel), cancellation);

    /// <inheritdoc />
    public async Task CloseAsync(bool clean, CancellationToken cancellation)
    {
        if (_client is not { } client)
        {
            return;
        }

        try
        {
            if (clean && !_lost.IsCancellationRequested)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _lost.Token);
                if (_health is not null)
                {
                    // The last one is retained: it must tell the end, not the minute before.
                    await _health.SendAsync(message => SendAsync(message, either.Token)).ConfigureAwait(false);
                }

                await SendAsync(new MqttMessage(_topics.Status, Offline, Retain: true), either.Token).ConfigureAwait(false);
                await client.DisconnectAsync(new MqttClientDisconnectOptions { Reason = MqttClientDisconnectOptionsReason.NormalDisconnection }, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            _client = null;
            client.Dispose();
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _lost.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Whether one connection after the other ends without a word, though the broker is there: one that is started again does that once,
    /// and
    /// is away between.
    /// </summary>
    private bool IsSilentAgain(MqttClientDisconnectedEventArgs end)
    {
        _silentEnds = !MqttLink.IsSilent(end) ? 0 : _time.GetElapsedTime(_connectedAt) < Lasting ? _silentEnds + 1 : 1;
        return _silentEnds >= MostSilentEnds;
    }

    private static async Task ThenWaitAsync(Task first, Task then)
    {
        await first.ConfigureAwait(false);
        await then.ConfigureAwait(false);
    }

    private async Task<MqttClientConnectResult> ConnectAsync(IMqttClient client, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await _link.ConnectAsync(client, _link.Options, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            _silentEnds = 0;
            throw new SinkException(error is MqttException ? SinkFault.Refused : SinkFault.Down, _link.Failure(error), error);
        }
    }

    /// <summary>Does something with the connection and puts what goes wrong with it into words.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var lost = _lost.Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lost);
        try
        {
            await work(either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not SinkException && !cancellation.IsCancellationRequested)
        {
            if (_client is { IsConnected: false })
            {
                // What was under way may hear that it broke before the client tells why.
                await _lossKnown.Task.WaitAsync(LossBound, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
            }

            throw _loss is { } loss ? new SinkException(loss.Fault, loss.Message, error) : new SinkException(
                SinkFault.Down,
                _link.Failure(error),
                error);
        }
    }

    /// <summary>
    /// Fills the window, then waits for the oldest entry on its way. A window that slides, rather than batches, lets each new
    /// message carry the TCP acknowledgement without which a broker that collects small packets (Nagle) would hold back its own
    /// for 40 ms.
    /// </summary>
    private async Task SlideAsync(IReadOnlyList<JournalEntry> entries, Action<JournalEntry> delivered, CancellationToken cancellation)
    {
        var sent = new Queue<(JournalEntry Entry, Task Acknowledged)>(_window);
        try
        {
            for (var next = 0; next < entries.Count || sent.Count > 0;)
            {
                while (sent.Count < _window && next < entries.Count)
                {
                    // The client writes packets in the order of these calls; only the acknowledgements overlap.
                    var entry = entries[next++];
                    sent.Enqueue((entry, SendAllAsync(entry, cancellation)));
                }

                var (oldest, acknowledged) = sent.Peek();
                await acknowledged.ConfigureAwait(false);
                sent.Dequeue();
                delivered(oldest);
            }
        }
        finally
        {
            // Those behind a failure cannot be counted as delivered, but their failures must not go unobserved.
            await Task.WhenAll(sent.Select(one => one.Acknowledged)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends what is published of an entry. What breaks shows when it is awaited, in the order of the entries.</summary>
    private async Task SendAllAsync(JournalEntry entry, CancellationToken cancellation) =>
        await Task.WhenAll(EntryContent.Read(entry, () =>
            _messages.Of(entry)).Select(message => SendAsync(message, cancellation, entry))).ConfigureAwait(false);

    private async Task SendAsync(MqttMessage message, CancellationToken cancellation, JournalEntry? entry = null)
    {
        var client = _client ?? throw new InvalidOperationException("Not connected.");
        var packet = _link.Packet(message);
        if (_mostBytes is { } most && packet.Payload.Length + message.Topic.Length + PacketOverhead > most)
        {
            throw new SinkException(SinkFault.Rejected, $"a message of {packet.Payload.Length} bytes is more than {_link.Broker} takes ({most})") { Entry = entry };
        }

        if (message.Retain)
        {
            _told.TryAdd(message.Topic, true);
        }

        MqttClientPublishResult result;
        try
        {
            result = await client.PublishAsync(packet, cancellation).WaitAsync(AcknowledgeTimeout, _time, cancellation).ConfigureAwait(
                false);
        }
        catch (TimeoutException error)
        {
            throw new SinkException(
                SinkFault.Down,
                $"{_link.Broker} does not acknowledge within {AcknowledgeTimeout.TotalSeconds:0} s",
                error);
        }

        if (!result.IsSuccess)
        {
            throw Refusal(message.Topic, result, entry);
        }
    }

    private SinkException Refusal(string topic, MqttClientPublishResult result, JournalEntry? entry)
    {
        const int packetTooLarge = 149;
        var (fault, advice) = (int)result.ReasonCode switch
        {
            packetTooLarge => (SinkFault.Rejected, "It is larger than the broker allows"),
            (int)MqttClientPublishReasonCode.TopicNameInvalid or (int)MqttClientPublishReasonCode.PayloadFormatInvalid => (
                SinkFault.Rejected,
                "The broker does not take this message"),
            (int)MqttClientPublishReasonCode.QuotaExceeded => (SinkFault.Down, "The broker has taken all it may for now"),
            (int)MqttClientPublishReasonCode.NotAuthorized => (SinkFault.Refused, $"Allow the station's user to write {(topic.StartsWith(_topics.Root, StringComparison.Ordinal) ? $"below {_topics.Root}#" : topic)}"),
            _ => (SinkFault.Failed, "The broker does not say more"),
        };
        return new SinkException(fault, $"the broker does not take messages on {topic}: {result.ReasonCode} {result.ReasonString}. {advice}") { Entry = entry };
    }
}
