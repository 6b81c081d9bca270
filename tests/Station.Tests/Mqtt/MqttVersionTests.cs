using AvianVox.Listening.Detection;
using AvianVox.Station.Commands;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Formatter;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>Brokers that do not know MQTT 5 are spoken to in 3.1.1.</summary>
public sealed class MqttVersionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    // CONNACK of 3.1.1, unacceptable protocol version; CONNACK of 5, unsupported protocol version; not a word.
    [InlineData(new byte[] { 0x20, 2, 0, 1 })]
    [InlineData(new byte[] { 0x20, 3, 0, 0x84, 0 })]
    [InlineData(new byte[] { })]
    public async Task A_broker_that_refuses_MQTT_5_gets_everything_by_3_1_1(byte[] refusal)
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var old = new OldBroker(broker.Port, refusal);
        await using var listener = await MqttListener.StartAsync(broker.Port, cancellation: Cancel);
        var snooze = new SnoozeList([Samples.Cuckoo], TimeSpan.FromHours(24), TimeProvider.System);
        var health = new FixedHealth();
        await using var bench = new PublisherBench(
            new MqttOptions { Url = $"mqtt://127.0.0.1:{old.Port}", Commands = true, HomeAssistant = true, BirdnetGoTopic = "birdnet" }, health, new SnoozeCommand(snooze));
        var ids = bench.Append(20);
        await bench.StartAsync();
        await bench.DeliveredAsync();
        await Eventually.TrueAsync(() => listener.On("avianvox/reed-bed/mic/detection").Count() == ids.Count, PublisherBench.Bound, () => $"{listener.Heard.Count}: {bench.Log}");
        Assert.True(bench.Log.Has(LogLevel.Information, "by MQTT 3.1.1"));
        Assert.Equal(1, old.TurnedAway);

        await MqttOptionalTopicsTests.SayAsync(broker.Port, """{ "command": "snooze", "species": "Common Cuckoo" }""");
        await Eventually.TrueAsync(() => listener.On("avianvox/reed-bed/command/answer").Any(), PublisherBench.Bound, bench.Log.ToString);
        await bench.StopAsync();
        await Eventually.TrueAsync(() => listener.On("avianvox/reed-bed/status").LastOrDefault() == "offline", PublisherBench.Bound, () => string.Join('\n', listener.Heard));
    }

    [Fact]
    public async Task A_broker_that_takes_neither_is_told_by_its_first_answer()
    {
        await using var old = new OldBroker(FreePort.Next(), [0x20, 3, 0, 0x84, 0]);
        await using var bench = new PublisherBench(PublisherBench.Plain(old.Port));
        await bench.StartAsync();
        await bench.LoggedAsync("speaks neither MQTT 5 nor 3.1.1");
    }

    [Fact]
    public async Task A_wrong_password_is_not_mistaken_for_a_version()
    {
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { User = "jay", Password = "acorn" });
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", User = "jay", Password = "beech" });
        await bench.StartAsync();
        await bench.LoggedAsync("refuses user \"jay\"");
        Assert.False(bench.Log.Has(LogLevel.Warning, "3.1.1"));
    }

    [Fact]
    public async Task Another_client_with_the_same_identifier_is_told_and_not_fought()
    {
        var options = new MqttOptions { Listen = $"127.0.0.1:{FreePort.Next()}" };
        options.TryListen(out var address);
        using var broker = new MqttBrokerService(options, PublisherBench.Station, TimeProvider.System, NullLogger.Instance);
        await broker.StartAsync(Cancel);
        await using var bench = new PublisherBench(options);
        await bench.StartAsync();
        await bench.LoggedAsync("connected to");
        using var clone = await CloneAsync(address!.Port);
        await AssertToldAsync(bench, "another client took over the identifier \"avianvox-reed-bed\"");
        await broker.StopAsync(Cancel);
    }

    [Fact]
    public async Task Also_where_the_broker_says_nothing_once_it_happens_again()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port));
        await bench.StartAsync();
        await bench.LoggedAsync("connected to");
        for (var time = 1; time < MqttSink.MostSilentEnds; time++)
        {
            using var clone = await CloneAsync(broker.Port);
            await bench.LoggedAsync("Trying again", time);
            await bench.LoggedAsync("connected to", time + 1, bench.Time);
        }

        using var again = await CloneAsync(broker.Port);
        await AssertToldAsync(bench, "another client seems");
    }

    private static async Task AssertToldAsync(PublisherBench bench, string told)
    {
        await bench.LoggedAsync(told);
        Assert.True(bench.Log.Has(LogLevel.Warning, "Mqtt:ClientId"));

        // As long as only a person can mend it, it is tried about once a minute.
        Assert.Matches("Trying again in ([3-5][0-9]|60)([.][0-9])? s", bench.Log.ToString().Split(told)[^1]);
    }

    private static async Task<IMqttClient> CloneAsync(int port)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", port).WithClientId("avianvox-reed-bed");
        await client.ConnectAsync(options.Build(), Cancel);
        return client;
    }
}
