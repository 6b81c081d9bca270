using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AvianVox.Classification.Packages;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>
/// The station's own broker. It keeps retained messages and the sessions of its subscribers in memory, all of it within
/// <see cref="BrokerLimits"/>: what a client sends before its password was seen, and after. Drop rule: a subscriber for whom too much
/// waits gets no more until it has taken some; each message it misses is counted in the log.
/// </summary>
internal sealed class MqttBrokerService : IHostedService, IDisposable
{
    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BrokerClients _clients;
    private readonly RetainedTopics _retained;
    private MqttServer? _server;
    private long _lost;

    /// <summary>Creates the service; nothing listens yet.</summary>
    /// <param name="options">Checked options; mode embedded.</param>
    /// <param name="station">The station's id.</param>
    /// <param name="time">The station's time.</param>
    /// <param name="logger">Hears where it listens, of messages dropped and of clients turned away.</param>
    public MqttBrokerService(MqttOptions options, string station, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _clients = new BrokerClients(options.Limits, options.ClientIdOf(station), time);
        _retained = new RetainedTopics(options.Limits);
    }

    /// <summary>Bytes that wait for subscribers, as they are counted against the bound.</summary>
    internal long WaitingBytes => _clients.WaitingBytes;

    /// <summary>Clients that are connected.</summary>
    internal int Connected => _clients.Connected;

    /// <summary>Starts to listen.</summary>
    /// <param name="cancellationToken">Not used: it is done at once.</param>
    /// <exception cref="MqttException">The port is in use or the address is not this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var listen = _options.TryListen(out var address) ? address : throw new InvalidOperationException(
            $"Not checked: Mqtt:Listen {_options.Listen}.");
        var serverOptions = new MqttServerOptionsBuilder()
            .WithPersistentSessions()
            .WithDefaultCommunicationTimeout(TimeSpan.FromSeconds(_options.Limits.ConnectSeconds))
            // What waits is bounded by its bytes, see BrokerClients; the server's own bound counts messages and forgets some of them.
            .WithMaxPendingMessagesPerClient(int.MaxValue)
            .Build();
        var listener = new BrokerListener(listen, _options.Limits, _clients, _time, _logger);
        var server = new MqttServerFactory().CreateMqttServer(serverOptions, [listener]);
        Attach(server);
        try
        {
            await server.StartAsync().ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            server.Dispose();
            throw new MqttException(
                error.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse => $"{_options.Listen} is in use, by another broker perhaps: set Mqtt:Listen to another port, or use that broker: Mqtt:Url=mqtt://{_options.Listen}",
                    SocketError.AddressNotAvailable =>
                        $"{_options.Listen} is not an address of this machine: set Mqtt:Listen to 127.0.0.1:1883 or to one that is",
                    SocketError.AccessDenied => $"{_options.Listen} may not be listened on: set Mqtt:Listen to a port above 1023",
                    _ => $"{_options.Listen} cannot be listened on: {error.Message}: set Mqtt:Listen",
                },
                error);
        }

        _server = server;
        _logger.LogInformation("MQTT: broker listens on {Listen}", _options.Listen);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { } server)
        {
            await server.StopAsync(new MqttServerStopOptions()).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _server?.Dispose();

    /// <summary>An identifier for a client that brings none.</summary>
    internal static string NewClientId() => $"auto-{Guid.NewGuid():N}";

    private void Attach(MqttServer server)
    {
        server.ValidatingConnectionAsync += connection => ValidateAsync(connection, server);
        server.ClientConnectedAsync += client => Done(() => _clients.Begun(client.ClientId));
        server.SessionDeletedAsync += session => Done(() => _clients.Deleted(session.Id));
        server.InterceptingPublishAsync += message => Done(() => Retain(message));
        server.InterceptingSubscriptionAsync += subscription => Done(() => Subscribe(subscription));
        server.ClientUnsubscribedTopicAsync += end => Done(() => _clients.Unsubscribe(end.ClientId, end.TopicFilter));
        server.InterceptingClientEnqueueAsync += message => Done(() => Enqueue(message));
        server.InterceptingOutboundPacketAsync += packet => Done(() =>
        {
            if (packet.Packet is MqttPublishPacket { QualityOfServiceLevel: MqttQualityOfServiceLevel.AtMostOnce } message)
            {
                _clients.Release(packet.ClientId, MessageSize.Of(message), isKept: false);
            }
        });
        server.ClientAcknowledgedPublishPacketAsync += answer => Done(() =>
            _clients.Release(answer.ClientId, MessageSize.Of(answer.PublishPacket), isKept: true));
    }

    private static Task Done(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    private async Task ValidateAsync(ValidatingConnectionEventArgs connection, MqttServer server)
    {
        if (!IsLetIn(connection))
        {
            connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            return;
        }

        var client = connection.ClientId;
        if (string.IsNullOrEmpty(client))
        {
            connection.AssignedClientIdentifier = client = NewClientId();
        }

        connection.ReasonCode = _clients.Admit(
            client,
            (BrokerChannel)connection.ChannelAdapter,
            connection.CleanSession ?? true,
            out var forgotten);
        if (connection.ReasonCode != MqttConnectReasonCode.Success)
        {
            _logger.LogWarning(
                "MQTT: client {Client} of {Remote} was turned away: {Reason} (Mqtt:Limits:Connections is {Most})",
                ForLog(client), connection.RemoteEndPoint, connection.ReasonCode, _options.Limits.Connections);
        }

        if (forgotten is not null)
        {
            _logger.LogWarning(
                "MQTT: the session of {Client}, gone for the longest, made room (Mqtt:Limits:Sessions is {Most})",
                ForLog(forgotten),
                _options.Limits.Sessions);
            var sessions = await server.GetSessionsAsync().ConfigureAwait(false);
            if (sessions.FirstOrDefault(session => session.Id == forgotten) is { } session)
            {
                await session.DeleteAsync().ConfigureAwait(false);
            }
        }
    }

    private bool IsLetIn(ValidatingConnectionEventArgs connection)
    {
        if (_options.User is not { } user)
        {
            return true;
        }

        try
        {
            var password = MqttPassword.Read(_options);
            return !string.IsNullOrWhiteSpace(password) & Same(connection.UserName, user) & Same(connection.Password, password ?? "");
        }
        catch (MqttException error)
        {
            _logger.LogWarning("MQTT: nobody is let in: {Fault}", error.Message);
            return false;
        }
    }

    private void Retain(InterceptingPublishEventArgs message)
    {
        if (message.ApplicationMessage.Retain && !_retained.Keep(message.ApplicationMessage, _clients.IsOwn(message.ClientId)))
        {
            message.ProcessPublish = false;
            message.Response.ReasonCode = MqttPubAckReasonCode.QuotaExceeded;
            _logger.LogWarning(
                "MQTT: a retained message of {Client} was not taken: there are too many (Mqtt:Limits:RetainedMessages, Mqtt:Limits:RetainedBytes)",
                ForLog(message.ClientId));
        }
    }

    private void Subscribe(InterceptingSubscriptionEventArgs subscription)
    {
        if (!_clients.Subscribe(subscription.ClientId, subscription.TopicFilter.Topic, subscription.TopicFilter.QualityOfServiceLevel))
        {
            subscription.ProcessSubscription = false;
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.QuotaExceeded;
        }
    }

    private void Enqueue(InterceptingClientApplicationMessageEnqueueEventArgs message)
    {
        message.AcceptEnqueue = _clients.Reserve(message.ReceiverClientId, message.ApplicationMessage, out var isLost);
        if (!isLost)
        {
            return;
        }

        var count = Interlocked.Increment(ref _lost);
        if (count % 1000 == 1)
        {
            _logger.LogWarning(
                "MQTT: subscriber {Client} does not keep up; {Count} message(s) dropped so far (Mqtt:Limits:WaitingBytes)",
                ForLog(message.ReceiverClientId), count);
        }
    }

    /// <summary>What a client calls itself is data: it must not write lines of its own, nor colours, to a terminal.</summary>
    private static string ForLog(string text) => PlainText.Line(text);

    /// <summary>Takes the same time whether or not the first letters are right.</summary>
    private static bool Same(string? given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")),
            SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));
}
