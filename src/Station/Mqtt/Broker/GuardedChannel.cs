using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace AvianVox.Station.Mqtt.Broker;

/// <summary>
/// The bytes of one connection to the broker. It reads along as far as each packet's length, and gives up a connection that promises
/// more than <see cref="MostBytes"/> before anything is set aside for it, and one that does not take what is sent to it.
/// </summary>
/// <param name="inner">The connection.</param>
/// <param name="time">Measures how long a packet takes to be sent.</param>
internal sealed class GuardedChannel(IMqttChannel inner, TimeProvider time) : IMqttChannel
{
    /// <summary>
    /// Largest first packet, in bytes: a client's name, password and will, from somebody whose password was not yet seen.
    /// </summary>
    public const int MostBytesBefore = 16_384;

    /// <summary>How long a client may take to read a packet.</summary>
    public static readonly TimeSpan WriteBound = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of the packet's body still to come.</summary>
    private int _body;

    /// <summary>Length read so far, and by what the next digit of it counts; 0 while the packet's first byte is to come.</summary>
    private int _length, _weight;

    /// <inheritdoc />
    public X509Certificate2? ClientCertificate => inner.ClientCertificate;

    /// <inheritdoc />
    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    /// <inheritdoc />
    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    /// <inheritdoc />
    public bool IsSecureConnection => inner.IsSecureConnection;

    /// <summary>Largest packet in bytes. Raised once the client may stay.</summary>
    public int MostBytes { get; set; } = MostBytesBefore;

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    /// <inheritdoc />
    /// <exception cref="MqttProtocolViolationException">A packet is larger than is taken.</exception>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        Follow(buffer.AsSpan(offset, read));
        return read;
    }

    /// <inheritdoc />
    /// <exception cref="MqttCommunicationException">The client does not read.</exception>
    public async Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(WriteBound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            await inner.WriteAsync(buffer, isEndOfPacket, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Half a packet is out: nothing may follow it.
            inner.Dispose();
            throw new MqttCommunicationException($"It does not read for {WriteBound.TotalSeconds:0} s.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_body > 0)
            {
                var some = Math.Min(_body, bytes.Length);
                _body -= some;
                bytes = bytes[some..];
                continue;
            }

            var next = bytes[0];
            bytes = bytes[1..];
            if (_weight == 0)
            {
                (_length, _weight) = (0, 1);
                continue;
            }

            // Four digits of base 128, lowest first, each but the last with its highest bit set; the reader behind refuses a fifth.
            _length += (next & 0x7F) * _weight;
            _weight *= 128;
            if (_length > MostBytes)
            {
                throw new MqttProtocolViolationException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"It sends a packet of {_length} bytes or more, where {MostBytes} are taken."));
            }

            if ((next & 0x80) == 0)
            {
                (_body, _weight) = (_length, 0);
            }
        }
    }
}
