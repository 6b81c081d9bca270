using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MQTTnet.Protocol;
using MQTTnet.Server;
using MQTTnet.Server.Internal.Adapter;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// The station's own broker. It keeps retained messages and the sessions of its subscribers in memory. Drop rule: a
/// subscriber with more than <see cref="MostPending"/> messages waiting loses its oldest; each is counted in the log.
/// </summary>
internal sealed class MqttBrokerService : IHostedService, IDisposable
{
    /// <summary>Most messages that wait for one subscriber.</summary>
    public const int MostPending = 65_536;

    private readonly MqttOptions _options;
    private readonly ILogger _logger;
    private MqttServer? _server;
    private long _overwritten;

    /// <summary>Creates the service; nothing listens yet.</summary>
    /// <param name="options">Checked options; mode embedded.</param>
    /// <param name="logger">Hears where it listens and of messages dropped.</param>
    public MqttBrokerService(MqttOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
    }

    /// <summary>Starts to listen.</summary>
    /// <param name="cancellationToken">Not used: it is done at once.</param>
    /// <exception cref="MqttException">The port is in use or the address is not this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var listen = _options.TryListen(out var address) ? address : throw new InvalidOperationException($"Not checked: Mqtt:Listen {_options.Listen}.");
        var isV4 = listen.AddressFamily == AddressFamily.InterNetwork;
        var serverOptions = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(listen.Port)
            .WithDefaultEndpointBoundIPAddress(isV4 ? listen.Address : IPAddress.None)
            .WithDefaultEndpointBoundIPV6Address(isV4 ? IPAddress.None : listen.Address)
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(MostPending)
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropOldestQueuedMessage)
            .Build();
        var server = new MqttServerFactory().CreateMqttServer(serverOptions, [new NamingServerAdapter(new MqttTcpServerAdapter())]);
        server.ValidatingConnectionAsync += Validate;
        server.QueuedApplicationMessageOverwrittenAsync += CountOverwritten;
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
                    SocketError.AddressNotAvailable => $"{_options.Listen} is not an address of this machine: set Mqtt:Listen to 127.0.0.1:1883 or to one that is",
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

    private Task Validate(ValidatingConnectionEventArgs connection)
    {
        if (string.IsNullOrEmpty(connection.ClientId))
        {
            connection.AssignedClientIdentifier = NewClientId();
        }

        if (_options.User is { } user)
        {
            var password = _options.PasswordFile is { } file ? File.ReadLines(file).FirstOrDefault() : _options.Password;
            if (!Same(connection.UserName, user) | !Same(connection.Password, password))
            {
                connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            }
        }

        return Task.CompletedTask;
    }

    private Task CountOverwritten(QueueMessageOverwrittenEventArgs message)
    {
        var count = Interlocked.Increment(ref _overwritten);
        if (count % 1000 == 1)
        {
            _logger.LogWarning("MQTT: subscriber {Client} does not keep up; {Count} message(s) dropped so far", message.ReceiverClientId, count);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes the same time whether or not the first letters are right.</summary>
    private static bool Same(string? given, string? wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(wanted ?? "")));
}
