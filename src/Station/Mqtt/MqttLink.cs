using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace AvianVox.Station.Mqtt;

/// <summary>Where the broker is, how the station introduces itself, and what a failure means to the person who runs it.</summary>
public sealed class MqttLink
{
    /// <summary>
    /// The broker says that we are gone after one and a half of these without a sign of life; as long until we notice that it is.
    /// </summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private const string Clone = "a station with the same Station:Id perhaps, of a copied memory card; give each its own, or set Mqtt:ClientId";

    private readonly MqttOptions _options;
    private readonly MqttTopics _topics;
    private readonly string _clientId;
    private readonly string _host;
    private readonly int _port;
    private readonly MqttTls? _tls;

    /// <summary>Works out address and certificates.</summary>
    /// <param name="options">Checked options; mode embedded or external.</param>
    /// <param name="station">The station's id.</param>
    /// <param name="topics">Names the topic of the will.</param>
    /// <exception cref="MqttException">A certificate or key cannot be read.</exception>
    public MqttLink(MqttOptions options, string station, MqttTopics topics)
    {
        _options = options;
        _topics = topics;
        _clientId = options.ClientIdOf(station);
        if (options.Broker == MqttMode.Embedded)
        {
            var listen = options.TryListen(out var address) ? address : throw new ArgumentException(
                $"Not checked: Mqtt:Listen {options.Listen}.",
                nameof(options));
            // The station reaches its own broker as everybody else does, so that there is one way of publishing.
            var own = listen.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : listen.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listen.Address;
            (_host, _port) = (own.ToString(), listen.Port);
        }
        else
        {
            var url = MqttOptions.TryUrl(options.Url ?? "", out var address) ? address : throw new ArgumentException(
                $"Not checked: Mqtt:Url {options.Url}.",
                nameof(options));
            (_host, _port) = (url.DnsSafeHost, url.Port);
            _tls = url.Scheme == MqttOptions.SecureScheme ? new MqttTls(options) : null;
        }

        Broker = string.Create(CultureInfo.InvariantCulture, $"{(_tls is null ? MqttOptions.PlainScheme : MqttOptions.SecureScheme)}://{(_host.Contains(':', StringComparison.Ordinal) ? $"[{_host}]" : _host)}:{_port}");
    }

    /// <summary>The broker's address, for people.</summary>
    public string Broker { get; }

    /// <summary>
    /// Version of the connection that was made last, or is being made. MQTT 5 is tried first each time, so that a broker that learns it is
    /// spoken to in it.
    /// </summary>
    public MqttProtocolVersion Version { get; private set; } = MqttProtocolVersion.V500;

    /// <summary>Connects, by MQTT 5 or, where the broker does not take that, by 3.1.1.</summary>
    /// <param name="client">Not connected.</param>
    /// <param name="options">Options of the connection, by <see cref="Version"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The broker's answer.</returns>
    public async Task<MqttClientConnectResult> ConnectAsync(
        IMqttClient client,
        Func<MqttClientOptions> options,
        CancellationToken cancellation)
    {
        Version = MqttProtocolVersion.V500;
        MqttClientConnectResult? refusal = null;
        Exception? failure = null;
        try
        {
            refusal = await client.ConnectAsync(options(), cancellation).ConfigureAwait(false);
            if (refusal.ResultCode != MqttClientConnectResultCode.UnsupportedProtocolVersion && !IsOldAnswer(refusal.ResultCode))
            {
                return refusal;
            }
        }
        catch (MqttConnectingFailedException error) when (MayBeOfVersion(error) && !cancellation.IsCancellationRequested)
        {
            failure = error;
        }

        Version = MqttProtocolVersion.V311;
        try
        {
            var result = await client.ConnectAsync(options(), cancellation).ConfigureAwait(false);
            if (result.ResultCode == MqttClientConnectResultCode.Success || refusal is null)
            {
                return result;
            }
        }
        catch (MqttConnectingFailedException) when (!cancellation.IsCancellationRequested)
        {
            // It is not the version, then: what it said first is told.
        }

        Version = MqttProtocolVersion.V500;
        return refusal ?? throw failure!;
    }

    /// <summary>A message as the connection's version can carry it.</summary>
    /// <param name="message">The message.</param>
    public MqttApplicationMessage Packet(MqttMessage message)
    {
        var packet = new MqttApplicationMessageBuilder()
            .WithTopic(message.Topic)
            .WithPayload(message.Payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag(message.Retain);
        if (Version == MqttProtocolVersion.V500)
        {
            packet.WithPayloadFormatIndicator(MqttPayloadFormatIndicator.CharacterData)
                .WithContentType(message.Payload.StartsWith('{') ? "application/json" : "text/plain");
        }

        return packet.Build();
    }

    /// <summary>Options of one connection; reads the password file.</summary>
    /// <exception cref="MqttException">The password file cannot be read.</exception>
    public MqttClientOptions Options()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(Version)
            .WithTcpServer(_host, _port)
            .WithClientId(_clientId)
            .WithKeepAlivePeriod(KeepAlive)
            // The journal remembers what the broker has; a session at the broker would remember it twice.
            .WithCleanStart()
            .WithWillTopic(_topics.Status)
            .WithWillPayload(MqttSink.Offline)
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (_options.User is { } user)
        {
            builder.WithCredentials(user, MqttPassword.Read(_options));
        }

        if (_tls is not null)
        {
            builder.WithTlsOptions(tls => _tls.Apply(tls, _host));
        }

        return builder.Build();
    }

    /// <summary>
    /// Options of a connection beside the station's own: with another identifier, and without a will, since the station lives on when it
    /// breaks.
    /// </summary>
    /// <param name="name">Added to the station's identifier.</param>
    /// <exception cref="MqttException">The password file cannot be read.</exception>
    public MqttClientOptions GuestOptions(string name)
    {
        var options = Options();
        options.ClientId = $"{_clientId}-{name}";
        options.WillTopic = null;
        options.WillPayload = null;
        options.WillRetain = false;
        return options;
    }

    /// <summary>Puts a refusal of the broker into words.</summary>
    /// <param name="result">Its answer.</param>
    public string Refusal(MqttClientConnectResult result)
    {
        var reason = string.IsNullOrEmpty(result.ReasonString) ? "" : $" ({result.ReasonString})";
        return result.ResultCode switch
        {
            MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.BadAuthenticationMethod =>
                _options.User is { } user
                    ? $"{Broker} refuses user \"{user}\"{reason}: check Mqtt:User and Mqtt:Password or Mqtt:PasswordFile"
                    : $"{Broker} asks who we are{reason}: set Mqtt:User and Mqtt:PasswordFile",
            _ when result.ResultCode == MqttClientConnectResultCode.UnsupportedProtocolVersion || IsOldAnswer(result.ResultCode) =>
                $"{Broker} speaks neither MQTT 5 nor 3.1.1{reason}",
            MqttClientConnectResultCode.ClientIdentifierNotValid =>
                $"{Broker} does not take the client identifier \"{_clientId}\"{reason}: set Mqtt:ClientId",
            _ => $"{Broker} refuses the connection: {result.ResultCode}{reason}",
        };
    }

    /// <summary>Puts a failed or lost connection into words.</summary>
    /// <param name="error">What was thrown.</param>
    public string Failure(Exception error)
    {
        var cause = error;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause switch
        {
            _ when _tls?.Fault is { } fault => $"{Broker}: {fault}",
            OperationCanceledException => $"{Broker} does not answer",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"nothing listens at {Broker}",
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
                $"the name in {Broker} is not known",
            MqttException => cause.Message,
            _ => $"{Broker}: {cause.Message}",
        };
    }

    /// <summary>Whether another client took over the connection's identifier, as brokers of MQTT 5 tell.</summary>
    /// <param name="end">What the client tells of the end.</param>
    public static bool IsTakenOver(MqttClientDisconnectedEventArgs end) => end.Reason == MqttClientDisconnectReason.SessionTakenOver
        || end.Exception is MqttClientUnexpectedDisconnectReceivedException { ReasonCode: MqttDisconnectReasonCode.SessionTakenOver };

    /// <summary>Whether the broker hung up and did not say why, as many do with one whose identifier another client took over.</summary>
    /// <param name="end">What the client tells of the end.</param>
    public static bool IsSilent(MqttClientDisconnectedEventArgs end) =>
        end.Exception is null && end.Reason == MqttClientDisconnectReason.NormalDisconnection;

    /// <summary>Puts the end of a connection into words.</summary>
    /// <param name="end">What the client tells of it.</param>
    /// <param name="isAgain">Whether the broker hung up silently before, more than once and not long ago.</param>
    public string Loss(MqttClientDisconnectedEventArgs end, bool isAgain)
    {
        if (isAgain && IsSilent(end))
        {
            return $"{Broker} hangs up without a reason, again and again: another client seems to use the identifier \"{_clientId}\", {Clone}";
        }

        if (IsTakenOver(end))
        {
            return $"another client took over the identifier \"{_clientId}\" at {Broker}, {Clone}";
        }

        if (end.Exception is { } error)
        {
            return Failure(error);
        }

        return IsSilent(end)
            ? $"{Broker} hung up without a reason; if this goes on, another client may use the identifier \"{_clientId}\" (Mqtt:ClientId)"
            : $"{Broker} hung up: {end.Reason} {end.ReasonString}".TrimEnd();
    }

    /// <summary>The codes of MQTT 3.1.1: those of MQTT 5 begin at 128.</summary>
    private static bool IsOldAnswer(MqttClientConnectResultCode code) => (int)code is > 0 and < 128;

    /// <summary>A broker that does not know MQTT 5 answers what cannot be read, or hangs up without a word.</summary>
    private static bool MayBeOfVersion(MqttConnectingFailedException error) => error.GetBaseException() switch
    {
        OperationCanceledException => false,
        SocketException reset => reset.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown,
        _ => true,
    };
}
