using System.Collections.Concurrent;
using System.Text.Json;
using AvianVox.Listening.Clocks;
using AvianVox.Station.Exec;
using AvianVox.Station.Identity;
using AvianVox.Station.Influx;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Webhook;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>What each sink makes of an event whose time was wrong by ten days and is told again.</summary>
public sealed class CorrectionDeliveryTests : IDisposable
{
    private const long Shift = 864_000_000;

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_webhook_and_a_command_get_it_where_they_ask_for_it()
    {
        var requests = new ConcurrentQueue<FakeRequest>();
        await using var server = new FakeHttpServer(request =>
        {
            requests.Enqueue(request);
            return new FakeAnswer(200);
        });
        server.Start();
        var entry = Event();
        await using var webhook = new WebhookSink(new WebhookOptions { Url = server.Url, Kinds = ["correction"] }, TimeProvider.System);
        Assert.Equal([JournalKind.Correction], webhook.Kinds);
        Assert.DoesNotContain(JournalKind.Correction, new WebhookSink(new WebhookOptions { Url = server.Url }, TimeProvider.System).Kinds);
        await webhook.DeliverAsync([entry], _ => { }, Cancel);
        var request = Assert.Single(requests);
        Assert.Equal($"correction-{entry.Id}", request.Headers["Idempotency-Key"]);
        AssertTold(request.Body);

        var file = _folder.File("out");
        await using var command = new ExecSink(new ExecOptions { Command = $"cat > {file}; printf %s \"$AVIANVOX_KIND\" > {file}.kind", Kinds = ["event", "correction"] }, TimeProvider.System);
        Assert.Equal([JournalKind.Event, JournalKind.Correction], command.Kinds.Order());
        await command.DeliverAsync([entry], _ => { }, Cancel);
        AssertTold(await File.ReadAllTextAsync(file, Cancel));
        Assert.Equal("correction", await File.ReadAllTextAsync(file + ".kind", Cancel));
    }

    [Fact]
    public void A_database_gets_detection_and_presence_at_the_right_time_and_nothing_of_a_gap()
    {
        var points = new InfluxPoints("reed-bed", InfluxPrecision.S);
        var told = points.Of(Event()).Concat(points.Of(Gap())).Select(point => point.ToLineProtocol()).ToList();
        var begin = Samples.Dawn.AddSeconds(7).AddMilliseconds(Shift).ToUnixTimeSeconds();
        Assert.Equal([$"{begin}", $"{begin - (begin % 60)}"], told.Select(line => line[(line.LastIndexOf(' ') + 1)..]));
        Assert.StartsWith("detection,", told[0], StringComparison.Ordinal);
        Assert.Contains($"id=\"{Event().Id}\"", told[0], StringComparison.Ordinal);
        Assert.StartsWith("presence,", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_broker_keeps_of_a_species_gets_the_right_time_and_birdnet_go_s_topic_no_second_event()
    {
        var options = new MqttOptions { BirdnetGoTopic = "birdnet" };
        var messages = new MqttMessages(options, new IdentityOptions(), ["mic"], new MqttTopics("avianvox", "reed-bed"));
        var told = messages.Of(Event());
        Assert.Equal(
            [("avianvox/reed-bed/mic/correction", false), ("avianvox/reed-bed/last_seen/common-cuckoo", true)],
            told.Select(message => (message.Topic, message.Retain)));
        Assert.All(told, message => Assert.Contains("\"begin\":\"2024-05-14T04:30:07.000Z\"", message.Payload, StringComparison.Ordinal));
        Assert.Equal("avianvox/reed-bed/mic/correction", Assert.Single(messages.Of(Gap())).Topic);
    }

    private static void AssertTold(string json)
    {
        using var told = JsonDocument.Parse(json);
        string? Text(string key) => told.RootElement.GetProperty(key).GetString();
        Assert.Equal(("correction", "corrected", "event"), (Text("kind"), Text("clock"), Text("corrects")));
        Assert.Equal(("2024-05-14T04:30:07.000Z", "2024-05-04T04:30:07.000Z"), (Text("begin"), Text("uncorrected_begin")));
    }

    private static JournalEntry Event()
    {
        var detection = Samples.Detection(7) with { Id = new Guid("018f4227-3c40-7d3a-9b8e-0f5f3f1f6c1a"), Clock = new ClockBasis("boot-1", IsSynchronised: false, TimeSpan.Zero) };
        return new JournalEntry(9, JournalKind.Correction, detection.Id, "mic", JournalJson.Correction(JournalJson.Detection("reed-bed", detection, ended: true), "event", Shift));
    }

    private static JournalEntry Gap()
    {
        var gap = Samples.Gap(2);
        return new JournalEntry(10, JournalKind.Correction, gap.Id, "mic", JournalJson.Correction(JournalJson.Gap("reed-bed", gap), "gap", Shift));
    }
}
