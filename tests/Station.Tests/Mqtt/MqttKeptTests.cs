using System.Text;
using System.Text.Json;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Station.Commands;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Protocol;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>What the broker keeps is what the station, as it is set now, has to tell.</summary>
public sealed class MqttKeptTests
{
    private static readonly Label Robin = new(4, "Erithacus rubecula", "European Robin", "european-robin", LabelKind.Bird);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_detections_are_there_again_after_a_restart_of_the_broker()
    {
        var options = new MqttOptions { Listen = $"127.0.0.1:{FreePort.Next()}", HomeAssistant = true };
        options.TryListen(out var address);
        await using var bench = new PublisherBench(options);
        bench.Journal.Append(JournalKind.Event, Samples.Detection(1));
        bench.Journal.Append(JournalKind.Event, Samples.Detection(2, label: Robin));
        bench.Journal.Append(JournalKind.Event, Samples.Detection(3));
        bench.Journal.Append(JournalKind.Detection, Samples.Detection(4, label: Robin));
        string before;
        using (var broker = await StartAsync(options))
        {
            await bench.StartAsync();
            await bench.DeliveredAsync();
            before = await KeptAsync(bench, address!.Port, 3);
            await broker.StopAsync(Cancel);
        }

        using var again = await StartAsync(options);
        await bench.LoggedAsync("connected to", 2, bench.Time);
        Assert.Equal(before, await KeptAsync(bench, address.Port, 3));
        Assert.Contains("last_seen/common-cuckoo 2024-05-04T04:30:03.000Z True", before, StringComparison.Ordinal);
        Assert.Contains("last_seen/european-robin 2024-05-04T04:30:04.000Z False", before, StringComparison.Ordinal);
        Assert.Contains("mic/latest 2024-05-04T04:30:04.000Z False", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_filter_keeps_from_the_broker_is_not_told_after_a_restart_either()
    {
        var options = new MqttOptions { Listen = $"127.0.0.1:{FreePort.Next()}", Species = ["european-robin"] };
        options.TryListen(out var address);
        await using var bench = new PublisherBench(options);
        bench.Journal.Append(JournalKind.Event, Samples.Detection(1));
        bench.Journal.Append(JournalKind.Event, Samples.Detection(2, label: Robin));
        await bench.Journal.FlushAsync(Cancel);
        bench.Journal.Advance(MqttSink.SinkName, bench.Journal.LastSequence);
        using var broker = await StartAsync(options);
        await bench.StartAsync();
        await bench.LoggedAsync("connected to");
        var kept = await KeptAsync(bench, address!.Port, 1);
        Assert.Contains("european-robin", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("cuckoo", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_sources_or_settings_that_are_no_more_is_cleared_and_nothing_else()
    {
        await using var broker = await MosquittoServer.StartAsync();
        string[] stale =
        [
            "homeassistant/sensor/avianvox_reed-bed/avianvox_reed-bed_pond_species/config", "homeassistant/sensor/avianvox_reed-bed/old/config",
            "avianvox/reed-bed/pond/latest", "avianvox/reed-bed/pond/health",
        ];
        string[] others =
        [
            "homeassistant/sensor/avianvox_other/avianvox_other_pond_species/config", "homeassistant/sensor/lamp/config", "avianvox/other/pond/latest",
            "avianvox/reed-bed/note", "avianvox/reed-bed/last_seen/european-robin", "avianvox/reed-bed/mic/latest",
        ];
        using var writer = await ConnectAsync(broker.Port);
        foreach (var topic in stale.Concat(others))
        {
            await writer.PublishStringAsync(topic, "x", MqttQualityOfServiceLevel.AtLeastOnce, retain: true, cancellationToken: Cancel);
        }

        await using (var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", HomeAssistant = true }))
        {
            await bench.StartAsync();
            var kept = await TopicsAsync(bench, broker.Port, topics => !stale.Any(topics.Contains));
            Assert.Empty(others.Except(kept));
            Assert.Contains("homeassistant/sensor/avianvox_reed-bed/avianvox_reed-bed_mic_species/config", kept);
        }

        // Switched off, the rest goes too.
        await using var off = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", LastSeen = false });
        await off.StartAsync();
        var left = await TopicsAsync(off, broker.Port, topics => !topics.Any(topic => topic.StartsWith("homeassistant/sensor/avianvox_reed-bed", StringComparison.Ordinal)));
        Assert.DoesNotContain("avianvox/reed-bed/mic/latest", left);
        Assert.DoesNotContain("avianvox/reed-bed/last_seen/european-robin", left);
        Assert.Contains("avianvox/other/pond/latest", left);
        Assert.Contains("homeassistant/sensor/lamp/config", left);
    }

    [Fact]
    public async Task A_retained_command_is_not_heard_connected_or_not()
    {
        await using var broker = await MosquittoServer.StartAsync();
        using var writer = await ConnectAsync(broker.Port);
        const string topic = "avianvox/reed-bed/command";
        await writer.PublishStringAsync(topic, "snooze", MqttQualityOfServiceLevel.AtLeastOnce, retain: true, cancellationToken: Cancel);
        await using var listener = await MqttListener.StartAsync(broker.Port, topic + "/answer", cancellation: Cancel);
        var snooze = new SnoozeList([Samples.Cuckoo], TimeSpan.FromHours(24), TimeProvider.System);
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", Commands = true }, null, new SnoozeCommand(snooze));
        await bench.StartAsync();
        await bench.LoggedAsync("connected to");
        await writer.PublishStringAsync(topic, """{"command":"snooze","species":"Common Cuckoo"}""", MqttQualityOfServiceLevel.AtLeastOnce, retain: true, cancellationToken: Cancel);
        await writer.PublishStringAsync(topic, "fly", MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: Cancel);
        await Eventually.TrueAsync(() => listener.Heard.Count > 0, PublisherBench.Bound, bench.Log.ToString);
        Assert.Contains("no command", Assert.Single(listener.Heard).Payload, StringComparison.Ordinal);
        Assert.Empty(snooze.Active);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Health_goes_in_parts_where_the_broker_takes_no_more_and_the_birds_go_on(bool isAsked)
    {
        await using var broker = await MosquittoServer.StartAsync(isAsked ? null : new MosquittoSettings { MostBytes = 700 });
        await using var listener = await MqttListener.StartAsync(broker.Port, cancellation: Cancel);
        await using var bench = new PublisherBench(
            new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", LastSeen = false, SplitHealth = isAsked }, new FixedHealth());
        bench.Append(5);
        await bench.StartAsync();
        await bench.DeliveredAsync();
        await Eventually.TrueAsync(() => listener.On("avianvox/reed-bed/mic/health").Any(), PublisherBench.Bound, () => $"{bench.Log}");
        using var whole = JsonDocument.Parse(listener.On("avianvox/reed-bed/health").First());
        using var source = JsonDocument.Parse(listener.On("avianvox/reed-bed/mic/health").First());
        Assert.True(whole.RootElement.GetProperty("split").GetBoolean());
        Assert.Empty(whole.RootElement.GetProperty("sources").EnumerateArray());
        Assert.Equal(("reed-bed", "mic", "listening"), (Text(source, "station"), Text(source, "name"), Text(source, "state")));
        Assert.Equal(Text(whole, "time"), Text(source, "time"));
        Assert.Equal(5, listener.On("avianvox/reed-bed/mic/detection").Count());
        Assert.Equal(1, bench.Log.ToString().Split("connected to").Length - 1);
    }

    [Theory]
    [InlineData("k/1+#", "k-1--")]
    [InlineData("a\u0000b\u001bc\nd", "a-b-c-d")]
    [InlineData("x\ud83d\ude00", "x--")]
    public void A_species_code_stays_one_level_of_a_topic(string code, string level) =>
        Assert.Equal($"avianvox/reed-bed/last_seen/{level}", new MqttTopics("avianvox", "reed-bed").LastSeen(code));

    private static string Text(JsonDocument document, string key) => document.RootElement.GetProperty(key).GetString()!;

    private static async Task<MqttBrokerService> StartAsync(MqttOptions options)
    {
        var broker = new MqttBrokerService(options, PublisherBench.Station, TimeProvider.System, NullLogger.Instance);
        await broker.StartAsync(Cancel);
        return broker;
    }

    private static async Task<IMqttClient> ConnectAsync(int port)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), Cancel);
        return client;
    }

    /// <summary>Last detections that the broker keeps: topic, begin and whether ended, in the order of their topics.</summary>
    private static async Task<string> KeptAsync(PublisherBench bench, int port, int count)
    {
        var text = new StringBuilder();
        await UntilAsync(bench, async () =>
        {
            text.Clear();
            await using var late = await MqttListener.StartAsync(port, "avianvox/#", cancellation: Cancel);
            await Eventually.TrueAsync(() => late.On("avianvox/reed-bed/status").Any(), PublisherBench.Bound, () => "no status");
            foreach (var (topic, payload, _) in late.Heard.Where(message => message.Retained && message.Payload.StartsWith('{')).OrderBy(message => message.Topic, StringComparer.Ordinal))
            {
                using var told = JsonDocument.Parse(payload);
                text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{topic} {Text(told, "begin")} {told.RootElement.GetProperty("ended")}");
            }

            return text.ToString().Count(letter => letter == '\n') >= count;
        });
        return text.ToString();
    }

    /// <summary>Topics that the broker keeps something on, once they are as they should be.</summary>
    private static async Task<List<string>> TopicsAsync(PublisherBench bench, int port, Func<List<string>, bool> isReady)
    {
        var topics = new List<string>();
        await UntilAsync(bench, async () =>
        {
            await using var late = await MqttListener.StartAsync(port, cancellation: Cancel);
            await Eventually.TrueAsync(() => late.On("avianvox/reed-bed/status").Any(), PublisherBench.Bound, () => "no status");
            topics = [.. late.Heard.Where(message => message.Retained).Select(message => message.Topic)];
            return isReady(topics);
        });
        return topics;
    }

    /// <summary>Lets the station's time go on until something is so.</summary>
    private static async Task UntilAsync(PublisherBench bench, Func<Task<bool>> condition)
    {
        using var bound = new CancellationTokenSource(PublisherBench.Bound);
        while (!await condition())
        {
            Assert.False(bound.IsCancellationRequested, bench.Log.ToString());
            bench.Time.Advance(MqttKept.Window / 2);
        }
    }
}
