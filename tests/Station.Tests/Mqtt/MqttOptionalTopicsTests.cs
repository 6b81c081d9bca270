using System.Text.Json;
using AvianVox.Listening.Detection;
using AvianVox.Station.Camera;
using AvianVox.Station.Commands;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using MQTTnet;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>What is published and taken beside the events, each with a setting of its own.</summary>
public sealed class MqttOptionalTopicsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_detection_of_each_species_is_kept()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}" });
        bench.Append(3);
        await bench.StartAsync();
        await bench.DeliveredAsync();
        await using var late = await MqttListener.StartAsync(broker.Port, "avianvox/reed-bed/last_seen/#", cancellation: Cancel);
        await Eventually.TrueAsync(() => late.Heard.Count == 1, PublisherBench.Bound, () => string.Join('\n', late.Heard));
        Assert.Equal(("avianvox/reed-bed/last_seen/common-cuckoo", bench.Journal.Read(2, 1)[0].Payload, true), late.Heard[0]);
    }

    [Fact]
    public async Task Home_assistant_is_told_of_sensors_with_one_topic_for_each_source()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", HomeAssistant = true });
        await bench.StartAsync();
        bench.Append(1);
        await bench.DeliveredAsync();
        await using var late = await MqttListener.StartAsync(broker.Port, cancellation: Cancel);
        await Eventually.TrueAsync(() => late.Heard.Count >= 7, PublisherBench.Bound, () => string.Join('\n', late.Heard));
        var sensors = late.Heard.Where(message => message.Topic.StartsWith("homeassistant/", StringComparison.Ordinal)).ToDictionary(message => message.Topic, message => JsonDocument.Parse(message.Payload).RootElement);
        Assert.Equal(
            [
                "homeassistant/binary_sensor/avianvox_reed-bed/avianvox_reed-bed_status/config",
                "homeassistant/sensor/avianvox_reed-bed/avianvox_reed-bed_mic_confidence/config",
                "homeassistant/sensor/avianvox_reed-bed/avianvox_reed-bed_mic_scientific_name/config",
                "homeassistant/sensor/avianvox_reed-bed/avianvox_reed-bed_mic_species/config",
            ],
            sensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(4, sensors.Values.Select(sensor => sensor.GetProperty("unique_id").GetString()).Distinct().Count());
        Assert.All(sensors.Values, sensor => Assert.Equal("avianvox_reed-bed", sensor.GetProperty("device").GetProperty("identifiers")[0].GetString()));
        Assert.All(
            sensors.Where(pair => pair.Key.Contains("/sensor/", StringComparison.Ordinal)),
            pair => Assert.Equal(("avianvox/reed-bed/mic/latest", "avianvox/reed-bed/status"), (pair.Value.GetProperty("state_topic").GetString(), pair.Value.GetProperty("availability_topic").GetString())));

        // What the templates read is there, and kept.
        var state = JsonDocument.Parse(late.On("avianvox/reed-bed/mic/latest").Single()).RootElement;
        Assert.Equal("Common Cuckoo", state.GetProperty("species").GetProperty("common").GetString());
        Assert.Equal(0.9123, state.GetProperty("confidence").GetDouble());
    }

    [Fact]
    public async Task Birdnet_go_s_clients_find_their_keys()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "birdnet", cancellation: Cancel);
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", BirdnetGoTopic = "birdnet" });
        await bench.StartAsync();
        var detection = Samples.Detection(7) with { Clip = "2024-05-04/20240504T043004Z_mic_common-cuckoo_0.91.flac" };
        bench.Journal.Append(JournalKind.Detection, detection);
        bench.Journal.Append(JournalKind.Event, detection);
        await bench.DeliveredAsync();
        await Eventually.TrueAsync(() => listener.Heard.Count == 1, PublisherBench.Bound, () => string.Join('\n', listener.Heard));
        Assert.Equal(detection.Clip, JsonDocument.Parse(listener.Heard[0].Payload).RootElement.GetProperty("ClipName").GetString());
        Assert.False(listener.Heard[0].Retained);
        var message = JsonDocument.Parse(listener.Heard[0].Payload).RootElement;
        string[] keys = ["CommonName", "ScientificName", "Confidence", "Date", "Time", "Latitude", "Longitude", "ClipName", "ProcessingTime", "detectionId", "sourceId", "sourceName", "BirdImage"];
        Assert.All(keys, key => Assert.True(message.TryGetProperty(key, out _), key));
        Assert.Equal(("Common Cuckoo", 0.9123, 2L, "mic"), (message.GetProperty("CommonName").GetString(), message.GetProperty("Confidence").GetDouble(), message.GetProperty("detectionId").GetInt64(), message.GetProperty("sourceId").GetString()));
        Assert.Equal(detection.Begin, message.GetProperty("BeginTime").GetDateTimeOffset());
        var local = TimeZoneInfo.ConvertTime(detection.Begin, TimeZoneInfo.Local);
        Assert.Equal(local.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), $"{message.GetProperty("Date").GetString()} {message.GetProperty("Time").GetString()}");
    }

    [Fact]
    public async Task Commands_are_done_and_answered_where_they_are_switched_on()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "avianvox/reed-bed/command/answer", cancellation: Cancel);
        var snooze = new SnoozeList([Samples.Cuckoo], TimeSpan.FromHours(24), TimeProvider.System);
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", Commands = true }, null, new SnoozeCommand(snooze), new PictureCommand(null));
        await bench.StartAsync();
        await bench.LoggedAsync("connected");
        await SayAsync(broker.Port, """{ "command": "snooze", "species": "Common Cuckoo", "minutes": 5 }""");
        await SayAsync(broker.Port, "take_picture");
        await SayAsync(broker.Port, "{ nonsense");
        await SayAsync(broker.Port, """{ "command": "reboot" }""");
        await SayAsync(broker.Port, """{ "command": "snooze", "species": ["Common Cuckoo", "Great Tit"] }""");
        await SayAsync(broker.Port, """{ "command": "take_picture", "camera": 1 }""");
        await Eventually.TrueAsync(() => listener.Heard.Count == 6, PublisherBench.Bound, () => string.Join('\n', listener.Heard));
        var answers = listener.Heard.Select(message => JsonDocument.Parse(message.Payload).RootElement).ToList();
        Assert.Equal([true, false, false, false, false, false], answers.Select(answer => answer.GetProperty("done").GetBoolean()));
        Assert.Equal("common-cuckoo", Assert.Single(snooze.Active).Code);
        Assert.Contains("no camera", answers[1].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("Not JSON", answers[2].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("There are: snooze, take_picture", answers[3].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(["\"species\" must be one name, in quotes.", "\"camera\" must be one name, in quotes."], answers.Skip(4).Select(answer => answer.GetProperty("message").GetString()!));
    }

    [Fact]
    public async Task What_a_command_says_writes_neither_lines_nor_colours_into_the_log()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", Commands = true }, null, new PictureCommand(null));
        await bench.StartAsync();
        await bench.LoggedAsync("connected to");
        await SayAsync(broker.Port, "{ \"command\": \"fly\\u001b[31m\\n12:00:00 away\\u202e\" }");
        await bench.LoggedAsync("There is no command");
        var log = bench.Log.ToString();
        Assert.Contains("There is no command \"fly", log, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', log);
        Assert.DoesNotContain('\u202e', log);
        Assert.DoesNotContain("\n12:00:00", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_are_not_heard_by_default()
    {
        await using var broker = await MosquittoServer.StartAsync();
        var snooze = new SnoozeList([Samples.Cuckoo], TimeSpan.FromHours(24), TimeProvider.System);
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port), null, new SnoozeCommand(snooze));
        await bench.StartAsync();
        await bench.LoggedAsync("connected");
        await SayAsync(broker.Port, "snooze");
        bench.Append(1);
        await bench.DeliveredAsync();
        Assert.Empty(snooze.Active);
    }

    internal static async Task SayAsync(int port, string text)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), Cancel);
        await client.PublishStringAsync("avianvox/reed-bed/command", text, MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: Cancel);
        await client.DisconnectAsync(new MqttClientDisconnectOptions(), Cancel);
    }
}
