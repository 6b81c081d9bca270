using System.Net.Sockets;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Mqtt.Broker;

public sealed class ClientNamesTests
{
    private const byte CleanSession = 2;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_of_MQTT_3_1_1_without_identifier_is_taken()
    {
        // CONNACK, no session present, accepted.
        Assert.Equal([0x20, 2, 0, 0], await AnswerAsync(4, CleanSession));
    }

    [Fact]
    public async Task Without_a_clean_session_it_is_refused()
    {
        // The server hangs up.
        await Assert.ThrowsAsync<EndOfStreamException>(() => AnswerAsync(4, 0));
    }

    [Fact]
    public async Task A_client_of_MQTT_5_is_told_its_identifier()
    {
        var answer = await AnswerAsync(5, CleanSession);

        Assert.Equal(0x20, answer[0]);
        Assert.Equal(0, answer[3]);
        Assert.Contains("auto-", System.Text.Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
    }

    /// <summary>Connects with an empty identifier.</summary>
    private static async Task<byte[]> AnswerAsync(byte version, byte flags)
    {
        var port = FreePort.Next();
        using var broker = new MqttBrokerService(new MqttOptions { Listen = $"127.0.0.1:{port}" }, "reed-bed", TimeProvider.System, NullLogger.Instance);
        await broker.StartAsync(Cancel);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, Cancel);
        byte[] properties = version == 5 ? [0] : [];
        byte[] body = [0, 4, .. "MQTT"u8, version, flags, 0, 60, .. properties, 0, 0];
        var stream = client.GetStream();
        await stream.WriteAsync(new byte[] { 0x10, (byte)body.Length }.Concat(body).ToArray(), Cancel);
        var head = new byte[2];
        await stream.ReadExactlyAsync(head, Cancel);
        var rest = new byte[head[1]];
        await stream.ReadExactlyAsync(rest, Cancel);
        await broker.StopAsync(Cancel);
        return [.. head, .. rest];
    }
}
