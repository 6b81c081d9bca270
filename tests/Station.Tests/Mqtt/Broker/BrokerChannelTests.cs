using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;
using MQTTnet.Adapter;
using MQTTnet.Channel;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace AvianVox.Station.Tests.Mqtt.Broker;

/// <summary>What one connection may hold, without a network between.</summary>
public sealed class BrokerChannelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_are_read_only_as_fast_as_answers_are_taken()
    {
        using var packets = new Packets(() => MqttPingReqPacket.Instance);
        using var bytes = new GuardedChannel(new Bytes(), TimeProvider.System);
        using var channel = new BrokerChannel(packets, bytes, 1_000);
        for (var i = 0; i < BrokerChannel.MostAnswers; i++)
        {
            await channel.ReceivePacketAsync(Cancel);
        }

        var next = channel.ReceivePacketAsync(Cancel);
        Assert.False(next.IsCompleted);
        await channel.SendPacketAsync(MqttPingRespPacket.Instance, Cancel);
        await next.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task Topics_kept_under_an_alias_have_a_bound_and_the_client_is_told()
    {
        using var packets = new Packets(() => new MqttPublishPacket { Topic = "t", TopicAlias = BrokerChannel.MostAliases + 1 });
        using var bytes = new GuardedChannel(new Bytes(), TimeProvider.System);
        using var channel = new BrokerChannel(packets, bytes, 1_000);
        await Assert.ThrowsAsync<MqttProtocolViolationException>(() => channel.ReceivePacketAsync(Cancel));
        var welcome = new MqttConnAckPacket { TopicAliasMaximum = ushort.MaxValue };
        await channel.SendPacketAsync(welcome, Cancel);
        Assert.Equal((BrokerChannel.MostAliases, 1_000u), (welcome.TopicAliasMaximum, welcome.MaximumPacketSize));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4_096)]
    public async Task Every_packet_s_length_is_followed_however_its_bytes_arrive(int atOnce)
    {
        byte[] small = [0xC0, 0];
        byte[] middle = [0x30, 0x80, 0x01, .. new byte[128]];
        byte[] large = [0x30, 0xFF, 0x7F, .. new byte[16_383]];
        byte[] stream = [.. small, .. middle, .. small, .. large, .. small, .. middle];
        using var guard = new GuardedChannel(new Bytes([.. stream, 0x30, 0x81, 0x80, 0x01]), TimeProvider.System);
        var read = 0;
        var buffer = new byte[atOnce];
        var fault = await Assert.ThrowsAsync<MqttProtocolViolationException>(async () =>
        {
            while (true)
            {
                read += await guard.ReadAsync(buffer, 0, atOnce, Cancel);
            }
        });

        // Only the last one is too large, and it is found before its body is read.
        Assert.InRange(read, stream.Length - atOnce, stream.Length + 3);
        Assert.Contains("16385", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_given_up()
    {
        var time = new FakeTimeProvider();
        var inner = new Bytes();
        using var guard = new GuardedChannel(inner, time);
        var sending = guard.WriteAsync(new ReadOnlySequence<byte>(new byte[10]), isEndOfPacket: true, Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(GuardedChannel.WriteBound);
                return sending.IsCompleted;
            },
            TimeSpan.FromSeconds(30),
            () => "still sending");
        await Assert.ThrowsAsync<MqttCommunicationException>(() => sending);
        Assert.True(inner.IsDisposed);
    }

    /// <summary>A connection that gives some bytes and takes none.</summary>
    private sealed class Bytes(byte[]? given = null) : IMqttChannel
    {
        private int _at;

        public bool IsDisposed { get; private set; }

        public X509Certificate2? ClientCertificate => null;

        public EndPoint RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

        public EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 2);

        public bool IsSecureConnection => false;

        public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            var some = Math.Min(count, given!.Length - _at);
            given.AsSpan(_at, some).CopyTo(buffer.AsSpan(offset));
            _at += some;
            return Task.FromResult(some);
        }

        public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

        public void Dispose() => IsDisposed = true;
    }

    /// <summary>A connection that gives the same packet for ever.</summary>
    private sealed class Packets(Func<MqttPacket> next) : IMqttChannelAdapter
    {
        public long BytesReceived => 0;

        public long BytesSent => 0;

        public X509Certificate2? ClientCertificate => null;

        public EndPoint RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

        public EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 2);

        public bool IsSecureConnection => false;

        public MqttPacketFormatterAdapter PacketFormatterAdapter { get; } = new(MqttProtocolVersion.V500, new MqttBufferWriter(4_096, 65_535));

        public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken) => Task.FromResult(next());

        public void ResetStatistics()
        {
        }

        public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
