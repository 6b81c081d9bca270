using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace AvianVox.Station.Mqtt;

/// <summary>A connection on which a client of MQTT 3.1.1 without an identifier is given one; everything else passes as it is.</summary>
/// <remarks>
/// MQTT 3.1.1, 3.1.3.1: the server assigns one to a client that asks for a clean session, and must refuse any other. MQTT 5 tells the
/// client its new identifier, which the server does itself.
/// </remarks>
/// <param name="inner">The connection.</param>
internal sealed class NamingChannel(IMqttChannelAdapter inner) : IMqttChannelAdapter
{
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

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        var packet = await inner.ReceivePacketAsync(cancellationToken).ConfigureAwait(false);
        if (packet is MqttConnectPacket { CleanSession: true } connect
            && string.IsNullOrEmpty(connect.ClientId)
            && PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
        {
            connect.ClientId = MqttBrokerService.NewClientId();
        }

        return packet;
    }

    /// <inheritdoc />
    public void ResetStatistics() => inner.ResetStatistics();

    /// <inheritdoc />
    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();
}
