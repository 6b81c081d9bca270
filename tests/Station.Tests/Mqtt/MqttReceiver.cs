using System.Globalization;
using System.Text.Json;
using AvianVox.Station.Sinks;
using AvianVox.Station.Tests.Sinks;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>A real mosquitto, which takes no long messages, and a subscriber with a session, which misses nothing while it is away.</summary>
internal sealed class MqttReceiver : Receiver
{
    private readonly MosquittoServer _broker;
    private readonly ProgramRun _subscriber;

    private MqttReceiver(MosquittoServer broker, ProgramRun subscriber)
    {
        _broker = broker;
        _subscriber = subscriber;
    }

    public override IReadOnlyList<string> Received =>
        [.. _subscriber.Output.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!).Distinct()];

    /// <param name="isPersistent">True where the broker is to be killed; it then writes its whole database with every message.</param>
    public static async Task<MqttReceiver> StartAsync(bool isPersistent = true)
    {
        var broker = await MosquittoServer.StartAsync(new MosquittoSettings { IsPersistent = isPersistent, MostBytes = 4_000 });
        var port = broker.Port.ToString(CultureInfo.InvariantCulture);
        var subscriber = ProgramRun.Start("mosquitto_sub", ["-h", "127.0.0.1", "-p", port, "-t", "avianvox/+/+/event", "-t", "ready", "-q", "1", "-c", "-i", "listener"]);
        for (var attempt = 0; attempt < 100 && !subscriber.Output.Contains("ready"); attempt++)
        {
            await using var ready = ProgramRun.Start("mosquitto_pub", ["-h", "127.0.0.1", "-p", port, "-t", "ready", "-m", "ready", "-q", "1"]);
            await ready.ExitAsync();
        }

        Assert.Contains("ready", subscriber.Output);
        return new MqttReceiver(broker, subscriber);
    }

    public override ISink Sink() => PublisherBench.Sink(PublisherBench.Plain(_broker.Port));

    public override Task GoAwayAsync() => _broker.KillAsync();

    public override Task ComeBackAsync() => _broker.StartAgainAsync();

    public override async ValueTask DisposeAsync()
    {
        await _subscriber.DisposeAsync();
        await _broker.DisposeAsync();
    }
}
