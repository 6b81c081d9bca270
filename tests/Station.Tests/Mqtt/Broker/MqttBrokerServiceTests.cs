using AvianVox.Station.Mqtt;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Mqtt.Broker;

public sealed class MqttBrokerServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_station_publishes_to_its_own_broker_and_an_outside_client_hears()
    {
        var options = new MqttOptions { Listen = $"127.0.0.1:{FreePort.Next()}" };
        options.TryListen(out var address);
        using var broker = new MqttBrokerService(options, "reed-bed", TimeProvider.System, NullLogger.Instance);
        await broker.StartAsync(Cancel);
        await using var listener = await MqttListener.StartAsync(address!.Port, cancellation: Cancel);
        await using (var bench = new PublisherBench(options))
        {
            bench.Append(300);
            await bench.StartAsync();
            await bench.DeliveredAsync();
            await bench.StopAsync();
        }

        await Eventually.TrueAsync(() => listener.Heard.Count >= 302, PublisherBench.Bound, () => $"{listener.Heard.Count} messages");
        Assert.Equal(300, listener.On("avianvox/reed-bed/mic/detection").Distinct().Count());
        Assert.Equal(["online", "offline"], listener.On("avianvox/reed-bed/status"));
        await broker.StopAsync(Cancel);
    }

    [Fact]
    public async Task With_a_user_set_others_are_refused()
    {
        var port = FreePort.Next();
        using var broker = new MqttBrokerService(new MqttOptions { Listen = $"127.0.0.1:{port}", User = "jay", Password = "acorn" }, "reed-bed", TimeProvider.System, NullLogger.Instance);
        await broker.StartAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => MqttListener.StartAsync(port, cancellation: Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => MqttListener.StartAsync(port, "#", "jay", "beech", Cancel));
        await using var listener = await MqttListener.StartAsync(port, "#", "jay", "acorn", Cancel);
        Assert.Empty(listener.Heard);
        await broker.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_port_in_use_is_told_with_address_and_setting()
    {
        var options = new MqttOptions { Listen = $"127.0.0.1:{FreePort.Next()}" };
        using var first = new MqttBrokerService(options, "reed-bed", TimeProvider.System, NullLogger.Instance);
        using var second = new MqttBrokerService(options, "reed-bed", TimeProvider.System, NullLogger.Instance);
        await first.StartAsync(Cancel);
        var error = await Assert.ThrowsAsync<MqttException>(() => second.StartAsync(Cancel));
        Assert.Contains($"{options.Listen} is in use", error.Message, StringComparison.Ordinal);
        Assert.Contains("Mqtt:Listen", error.Message, StringComparison.Ordinal);
        await first.StopAsync(Cancel);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_told()
    {
        using var broker = new MqttBrokerService(new MqttOptions { Listen = "192.0.2.1:1883" }, "reed-bed", TimeProvider.System, NullLogger.Instance);
        var error = await Assert.ThrowsAsync<MqttException>(() => broker.StartAsync(Cancel));
        Assert.Contains("192.0.2.1:1883 is not an address of this machine", error.Message, StringComparison.Ordinal);
    }
}
