using System.Text.Json;
using AvianVox.Station.Camera;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Tests.Mqtt;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Camera;

public sealed class MqttActionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_goes_out_at_once_and_leaves_the_stations_status_alone()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, cancellation: Cancellation);
        using (var action = Action(broker.Port, "garden/{station}/{species}"))
        {
            await action.RunAsync(Shots.Cuckoo(species: "A/B#"), Cancellation);
            await action.RunAsync(Shots.Cuckoo(), Cancellation);
        }

        await Eventually.TrueAsync(() => listener.Heard.Count >= 2, TimeSpan.FromSeconds(20), () => broker.Log);
        Assert.Equal(["garden/reed-bed/A-B-", "garden/reed-bed/Common Cuckoo"], listener.Heard.Select(message => message.Topic));
        using var json = JsonDocument.Parse(listener.Heard[1].Payload);
        Assert.Equal("common-cuckoo", json.RootElement.GetProperty("species").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_broker_that_was_away_is_found_at_the_next_trigger()
    {
        await using var broker = await MosquittoServer.StartAsync();
        using var action = Action(broker.Port, "camera");
        await action.RunAsync(Shots.Cuckoo(), Cancellation);
        await broker.KillAsync();
        await Assert.ThrowsAsync<CameraException>(() => action.RunAsync(Shots.Cuckoo(), Cancellation));
        await broker.StartAgainAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, cancellation: Cancellation);
        await action.RunAsync(Shots.Cuckoo(), Cancellation);
        await Eventually.TrueAsync(() => listener.Heard.Count > 0, TimeSpan.FromSeconds(20), () => broker.Log);
    }

    private static MqttAction Action(int port, string topic)
    {
        var options = new MqttOptions { Mode = MqttMode.External, Url = $"mqtt://127.0.0.1:{port}" };
        return new MqttAction(topic, new MqttLink(options, "reed-bed", new MqttTopics(options.TopicPrefix, "reed-bed")), "nest");
    }
}
