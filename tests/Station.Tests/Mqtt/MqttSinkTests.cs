using System.Text.Json;
using AvianVox.Listening.Status;
using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Sinks;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using MQTTnet;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>The publisher against a real mosquitto.</summary>
public sealed class MqttSinkTests
{
    private const string Detections = "avianvox/reed-bed/mic/detection";
    private const string Status = "avianvox/reed-bed/status";
    private const string HealthTopic = "avianvox/reed-bed/health";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_delivered_in_order_once_and_unchanged()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, cancellation: Cancel);
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port));
        var before = bench.Append(250);
        await bench.StartAsync();
        await bench.LoggedAsync("connected");
        var ids = before.Concat(bench.Append(250)).ToList();
        await bench.DeliveredAsync();
        await HeardAsync(listener, Detections, 500);

        Assert.Equal(ids, listener.On(Detections).Select(Id));
        Assert.Equal(bench.Journal.Read(0, 1000).Select(entry => entry.Payload), listener.On(Detections));
        Assert.DoesNotContain(listener.Heard, message => message.Topic == Detections && message.Retained);
    }

    [Fact]
    public async Task Each_kind_has_its_topic()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "birds/garden/+/+/#", cancellation: Cancel);
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", TopicPrefix = "birds/garden", LastSeen = false });
        var detection = Samples.Detection(1, "pond");
        bench.Journal.Append(JournalKind.Detection, detection);
        bench.Journal.Append(JournalKind.Event, detection);
        bench.Journal.Append(Samples.Gap(2));
        await bench.StartAsync();
        await bench.DeliveredAsync();
        await Eventually.TrueAsync(() => listener.Heard.Count >= 4, PublisherBench.Bound, () => string.Join('\n', listener.Heard));
        Assert.Equal(
            ["birds/garden/reed-bed/status", "birds/garden/reed-bed/pond/detection", "birds/garden/reed-bed/pond/event", "birds/garden/reed-bed/mic/gap"],
            listener.Heard.Select(message => message.Topic));
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_comes_back_loses_nothing()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port));
        await bench.StartAsync();
        var ids = new List<string>();
        var heard = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            await bench.LoggedAsync("connected", round + 1);
            await using var listener = await MqttListener.StartAsync(broker.Port, Detections, cancellation: Cancel);
            ids.AddRange(bench.Append(40));
            await bench.DeliveredAsync();
            await HeardAsync(listener, Detections, 40);
            heard.AddRange(listener.On(Detections));

            await broker.KillAsync();
            ids.AddRange(bench.Append(40));
            await bench.LoggedAsync("Trying again", round + 1);
            await broker.StartAgainAsync();
            await using var after = await MqttListener.StartAsync(broker.Port, Detections, cancellation: Cancel);
            bench.Time.Advance(Backoff.Most);
            await bench.DeliveredAsync();
            await HeardAsync(after, Detections, 40);
            heard.AddRange(after.On(Detections));
        }

        Assert.Equal(ids, heard.Select(Id));
    }

    [Fact]
    public async Task Entries_on_their_way_when_the_broker_dies_arrive_at_least_once_and_in_order()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port));
        await using var first = await MqttListener.StartAsync(broker.Port, Detections, cancellation: Cancel);
        var ids = bench.Append(2_000);
        await bench.Journal.FlushAsync(Cancel);
        await bench.StartAsync();
        await HeardAsync(first, Detections, 100);
        await broker.KillAsync();
        await bench.LoggedAsync("Trying again");
        var cursor = (int)bench.Journal.Cursor(MqttSink.SinkName);
        Assert.InRange(cursor, 1, ids.Count - 1);

        await broker.StartAgainAsync();
        await using var second = await MqttListener.StartAsync(broker.Port, Detections, cancellation: Cancel);
        bench.Time.Advance(Backoff.Most);
        await bench.DeliveredAsync();
        await HeardAsync(second, Detections, ids.Count - cursor);
        Assert.Equal(ids.Skip(cursor), second.On(Detections).Select(Id));
    }

    [Fact]
    public async Task A_broker_that_is_absent_at_the_start_is_found_later()
    {
        var port = FreePort.Next();
        await using var bench = new PublisherBench(PublisherBench.Plain(port));
        var ids = bench.Append(3);
        await bench.StartAsync();
        await bench.LoggedAsync($"nothing listens at mqtt://127.0.0.1:{port}");
        bench.Time.Advance(Backoff.First);
        await bench.LoggedAsync("Trying again", 2);

        await using var broker = await MosquittoServer.StartAsync(port: port);
        await using var listener = await MqttListener.StartAsync(port, Detections, cancellation: Cancel);
        bench.Time.Advance(Backoff.Most);
        await bench.DeliveredAsync();
        await HeardAsync(listener, Detections, 3);
        Assert.Equal(ids, listener.On(Detections).Select(Id));
        Assert.Equal(1, bench.Log.Count(LogLevel.Warning, "nothing listens"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_plainly_and_tried_again_slowly()
    {
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { User = "jay", Password = "acorn" });
        using var folder = new TempFolder();
        var passwordFile = folder.File("password");
        await File.WriteAllTextAsync(passwordFile, "beech\n", Cancel);
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", User = "jay", PasswordFile = passwordFile });
        var ids = bench.Append(2);
        await bench.StartAsync();
        await bench.LoggedAsync("refuses user \"jay\"");
        Assert.DoesNotContain("beech", bench.Log.ToString(), StringComparison.Ordinal);

        bench.Time.Advance(Backoff.Refused);
        await bench.LoggedAsync("refuses user", 2);
        Assert.Equal(1, bench.Log.Count(LogLevel.Warning, "refuses user"));

        await File.WriteAllTextAsync(passwordFile, "acorn\n", Cancel);
        await using var listener = await MqttListener.StartAsync(broker.Port, Detections, "jay", "acorn", Cancel);
        bench.Time.Advance(Backoff.Refused);
        await bench.DeliveredAsync();
        await HeardAsync(listener, Detections, 2);
        Assert.Equal(ids, listener.On(Detections).Select(Id));
    }

    [Fact]
    public async Task A_topic_the_user_may_not_write_to_is_named_and_nothing_is_passed_over()
    {
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { User = "jay", Password = "acorn", MayWrite = Status });
        await using var bench = new PublisherBench(new MqttOptions { Url = $"mqtt://127.0.0.1:{broker.Port}", User = "jay", Password = "acorn", LastSeen = false });
        bench.Append(1);
        await bench.StartAsync();
        await bench.LoggedAsync($"does not take messages on {Detections}: NotAuthorized");
        Assert.Equal(0, bench.Journal.Cursor(MqttSink.SinkName));
    }

    [Fact]
    public async Task Tls_with_a_client_certificate_works()
    {
        using var folder = new TempFolder();
        var certificates = new TestCertificates(folder.Path, "localhost", "127.0.0.1");
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { Certificates = certificates });
        await using var bench = new PublisherBench(Secure(broker, certificates));
        bench.Append(50);
        await bench.StartAsync();
        await bench.DeliveredAsync();
        Assert.True(bench.Log.Has(LogLevel.Information, $"connected to mqtts://127.0.0.1:{broker.Port}"));
    }

    [Fact]
    public async Task A_broker_whose_certificate_the_authority_does_not_vouch_for_is_not_talked_to()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        var certificates = new TestCertificates(folder.Path, "127.0.0.1");
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { Certificates = certificates });
        var options = Secure(broker, certificates);
        options.CaFile = new TestCertificates(other.Path, "127.0.0.1").CaFile;
        await using var bench = new PublisherBench(options);
        await bench.StartAsync();
        await bench.LoggedAsync("does not vouch for the broker's certificate");
    }

    [Fact]
    public async Task A_broker_with_a_certificate_for_another_host_is_not_talked_to()
    {
        using var folder = new TempFolder();
        var certificates = new TestCertificates(folder.Path, "broker.example");
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { Certificates = certificates });
        await using var bench = new PublisherBench(Secure(broker, certificates));
        await bench.StartAsync();
        await bench.LoggedAsync("certificate is for another host");
    }

    [Fact]
    public void A_certificate_file_that_is_none_is_named()
    {
        using var folder = new TempFolder();
        var file = folder.File("ca.pem");
        File.WriteAllText(file, "not a certificate");
        var error = Assert.Throws<MqttException>(() => new MqttLink(new MqttOptions { Url = "mqtts://broker", CaFile = file }, "reed-bed", new MqttTopics("avianvox", "reed-bed")));
        Assert.Contains($"Mqtt:CaFile: {file} cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_is_online_then_offline_at_a_clean_stop_after_the_last_entry()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, cancellation: Cancel);
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port));
        await bench.StartAsync();
        await HeardAsync(listener, Status, 1);
        await using (var late = await MqttListener.StartAsync(broker.Port, Status, cancellation: Cancel))
        {
            await HeardAsync(late, Status, 1);
            Assert.Equal((Status, MqttSink.Online, true), Assert.Single(late.Heard));
        }

        var ids = bench.Append(100);
        await bench.StopAsync();
        await HeardAsync(listener, Status, 2);
        Assert.Equal([MqttSink.Online, MqttSink.Offline], listener.On(Status));
        Assert.Equal(ids, listener.On(Detections).Select(Id));
        Assert.Equal(Status, listener.Heard[^1].Topic);
        Assert.Equal(100, bench.Journal.Cursor(MqttSink.SinkName));
    }

    [Fact]
    public async Task The_broker_says_offline_when_the_station_breaks_off()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, Status, cancellation: Cancel);
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port));
        await bench.StartAsync();
        await HeardAsync(listener, Status, 1);

        // Another client with the same identifier makes the broker cut the station off.
        using (var twin = new MqttClientFactory().CreateMqttClient())
        {
            await twin.ConnectAsync(new MqttClientOptionsBuilder().WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).WithTcpServer("127.0.0.1", broker.Port).WithClientId("avianvox-reed-bed").Build(), Cancel);
            await HeardAsync(listener, Status, 2);
        }

        await bench.LoggedAsync("hung up");
        bench.Time.Advance(Backoff.Most);
        await HeardAsync(listener, Status, 3);
        Assert.Equal([MqttSink.Online, MqttSink.Offline, MqttSink.Online], listener.On(Status));
    }

    [Fact]
    public async Task Health_is_published_at_once_on_every_change_and_every_minute()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, HealthTopic, cancellation: Cancel);
        var health = new FixedHealth();
        await using var bench = new PublisherBench(PublisherBench.Plain(broker.Port), health);
        bench.Append(2);
        await bench.StartAsync();
        await HeardAsync(listener, HealthTopic, 1);
        health.Become(SourceState.Lost);
        await HeardAsync(listener, HealthTopic, 2);
        await Eventually.TrueAsync(
            () =>
            {
                bench.Time.Advance(MqttHealth.Interval / 12);
                return listener.On(HealthTopic).Count() >= 3;
            },
            PublisherBench.Bound,
            () => bench.Log.ToString());

        using var first = JsonDocument.Parse(listener.On(HealthTopic).First());
        using var second = JsonDocument.Parse(listener.On(HealthTopic).ElementAt(1));
        Assert.Equal("listening", first.RootElement.GetProperty("sources")[0].GetProperty("state").GetString());
        Assert.Equal("lost", second.RootElement.GetProperty("sources")[0].GetProperty("state").GetString());
        await using var late = await MqttListener.StartAsync(broker.Port, HealthTopic, cancellation: Cancel);
        await HeardAsync(late, HealthTopic, 1);
        Assert.True(late.Heard[0].Retained);

        // The last one stays: it tells of everything that was delivered.
        bench.Append(3);
        await bench.StopAsync();
        await Eventually.TrueAsync(
            () => JsonDocument.Parse(listener.On(HealthTopic).Last()).RootElement.GetProperty("journal").GetProperty("mqtt_cursor").GetInt64() == 5,
            PublisherBench.Bound,
            () => listener.On(HealthTopic).Last());
    }

    [Fact]
    public void Health_tells_time_sources_samples_and_how_far_delivery_is()
    {
        Assert.Equal(
            """{"schema":1,"station":"reed-bed","time":"2024-05-04T05:30:00.125Z","version":"0.1.0","model":"starter 0.1.0","clock":"synchronised","uptime_s":61.3,"processor_s":0.51,"resident_bytes":90000000,"sources":[{"name":"mic","state":"listening","description":"USB microphone, 48000 Hz","sample_rate":48000,"captured":480000,"classified":440000,"dropped":24000,"pending":16000,"missing":4800,"captured_s":10,"classified_s":9.167,"dropped_s":0.5,"pending_s":0.333,"missing_s":0.1,"last_sample":"2024-05-04T05:30:00.000Z","losses":1,"overruns":0,"model":"starter 0.1.0","fault":null,"rejected":{},"voice_windows":0}],"journal":{"last_sequence":7,"mqtt_cursor":5},"sinks":[{"name":"mqtt","cursor":5,"waiting":2,"set_aside":1,"dropped":0,"fault":"no broker"}]}""",
            HealthJson.Write("reed-bed", new FixedHealth().Snapshot() with { Sinks = [new SinkHealth("mqtt", 5, 2, 1, 0, "no broker")] }, 7));
    }

    [Fact]
    public async Task Stopping_while_no_broker_is_there_takes_no_time()
    {
        await using var bench = new PublisherBench(PublisherBench.Plain(FreePort.Next()));
        bench.Append(1);
        await bench.Journal.FlushAsync(Cancel);
        await bench.StartAsync();
        await bench.LoggedAsync("Trying again");
        await bench.StopAsync().WaitAsync(PublisherBench.Bound, Cancel);
        Assert.True(bench.Log.Has(LogLevel.Information, "1 message(s) not delivered yet"));
    }

    private static MqttOptions Secure(MosquittoServer broker, TestCertificates certificates) => new()
    {
        Url = $"mqtts://127.0.0.1:{broker.Port}",
        CaFile = certificates.CaFile,
        ClientCertificateFile = certificates.ClientCertificateFile,
        ClientKeyFile = certificates.ClientKeyFile,
    };

    private static string Id(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.GetProperty("id").GetString()!;
    }

    private static Task HeardAsync(MqttListener listener, string topic, int count) =>
        Eventually.TrueAsync(() => listener.On(topic).Count() >= count, PublisherBench.Bound, () => $"{listener.On(topic).Count()} of {count} messages on {topic}");
}
