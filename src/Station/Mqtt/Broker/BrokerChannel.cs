using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>
/// The packets of one connection to the broker. A client of MQTT 3.1.1 without an identifier is given one. What can be answered is read
/// only as fast as the answers are taken, <see cref="MostAnswers"/> at most on their way, and topic aliases have a bound.
/// </summary>
/// <remarks>
/// MQTT 3.1.1, 3.1.3.1: the server assigns an identifier to a client that asks for a clean session, and must refuse any other. MQTT 5
/// tells the client its new identifier, which the server does itself.
/// </remarks>
/// <param name="inner">The connection.</param>
/// <param name="bytes">Its bytes.</param>
/// <param name="packetBytes">Largest packet of a client that may stay.</param>
internal sealed class BrokerChannel(IMqttChannelAdapter inner, GuardedChannel bytes, int packetBytes) : IMqttChannelAdapter
{
    /// <summary>Most answers (acknowledgements, pongs) that a client has coming to it.</summary>
    public const int MostAnswers = 1_024;

    /// <summary>Most topic aliases of one client (MQTT 5), each of which keeps a topic in memory.</summary>
    public const int MostAliases = 16;

    private readonly SemaphoreSlim _answers = new(MostAnswers, MostAnswers);

    /// <inheritdoc />
    public long BytesReceived => inner.BytesReceived;

    /// <inheritdoc />
    public long BytesSent => inner.BytesSent;

    /// <inheritdoc />
    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    /// <inheritdoc />
    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    /// <inheritdoc />
    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    /// <inheritdoc />
    public bool IsSecureConnection => inner.IsSecureConnection;

    /// <inheritdoc />
    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    /// <summary>Whether the client is on this machine.</summary>
    public bool IsLocal => RemoteEndPoint is IPEndPoint remote
        && (IPAddress.IsLoopback(remote.Address) || (LocalEndPoint is IPEndPoint local && remote.Address.Equals(local.Address)));

    /// <summary>Lets the client stay: it may send packets of the usual size from now on.</summary>
    public void Admit() => bytes.MostBytes = packetBytes;

    /// <summary>Hangs up.</summary>
    public void Abort() => bytes.Dispose();

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    /// <inheritdoc />
    /// <exception cref="MqttProtocolViolationException">The client asks for more than it may have.</exception>
    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        var packet = await inner.ReceivePacketAsync(cancellationToken).ConfigureAwait(false);
        if (packet is MqttConnectPacket { CleanSession: true } connect
            && string.IsNullOrEmpty(connect.ClientId)
            && PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
        {
            connect.ClientId = MqttBrokerService.NewClientId();
        }

        if (packet is MqttPublishPacket { TopicAlias: > MostAliases } publish)
        {
            throw new MqttProtocolViolationException($"It uses topic alias {publish.TopicAlias}, where {MostAliases} are allowed.");
        }

        if (IsAnswered(packet))
        {
            await _answers.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return packet;
    }

    /// <inheritdoc />
    public void ResetStatistics() => inner.ResetStatistics();

    /// <inheritdoc />
    public async Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (packet is MqttConnAckPacket welcome)
        {
            welcome.MaximumPacketSize = (uint)packetBytes;
            welcome.TopicAliasMaximum = MostAliases;
        }

        try
        {
            await inner.SendPacketAsync(packet, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // One that could not be sent is not waited for either: the connection has gone.
            if (IsAnswer(packet) && _answers.CurrentCount < MostAnswers)
            {
                _answers.Release();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        inner.Dispose();
        _answers.Dispose();
    }

    private static bool IsAnswered(MqttPacket? packet) =>
        packet is MqttPublishPacket { QualityOfServiceLevel: > MqttQualityOfServiceLevel.AtMostOnce }
        or MqttPubRecPacket or MqttPubRelPacket or MqttSubscribePacket or MqttUnsubscribePacket or MqttPingReqPacket;

    private static bool IsAnswer(MqttPacket packet) => packet is MqttPubAckPacket
        or MqttPubRecPacket or MqttPubRelPacket or MqttPubCompPacket or MqttSubAckPacket or MqttUnsubAckPacket or MqttPingRespPacket;
}
