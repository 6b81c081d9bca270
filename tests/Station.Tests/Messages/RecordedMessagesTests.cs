using AvianVox.Audio.Sources;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Records;
using AvianVox.Listening.Status;
using AvianVox.Station.Camera;
using AvianVox.Station.Commands;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Mqtt.Broker;
using AvianVox.Station.Tests.Camera;
using AvianVox.Station.Tests.Mqtt;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Messages;

/// <summary>What is written into the log and sent is the same, byte for byte, as when it was recorded.</summary>
public sealed class RecordedMessagesTests
{
    private const string Station = "reed-bed";
    private const long TenDays = 864_000_123;

    private static readonly Guid Id = new("018f4227-3c40-7d3a-9b8e-0f5f3f1f6c1a");
    private static readonly DateTimeOffset Dawn = new(2024, 5, 4, 6, 30, 7, 123, 456, TimeSpan.FromHours(2));
    private static readonly ClockBasis Unset = new("4f1c-boot", IsSynchronised: false, TimeSpan.FromSeconds(5));

    private static readonly DetectionRecord Cuckoo = new()
    {
        Id = Id,
        Source = "mic",
        Label = new Label(3, "Cuculus canorus", "Common Cuckoo", "common-cuckoo", LabelKind.Bird),
        BeginSample = 336_000,
        EndSample = 585_600,
        PeakSample = 407_040,
        Begin = Dawn,
        End = Dawn.AddSeconds(5.2004),
        Peak = Dawn.AddTicks(14_800_001),
        Confidence = 0.912345678,
        Threshold = 0.5,
        Windows = 4,
        Model = "british-birds 1.0",
    };

    private static readonly IdentityOptions Identity = new()
    {
        Id = Station,
        Name = "Teich \"Süd\" <3 & 'co' \\ \u0001\u2028🐦",
        Latitude = -51.5,
        Longitude = 0.00001,
        TimeZone = "Europe/London",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. RecordedMessages.Names.Where(name => Written.ContainsKey(name))];

    /// <summary>All that can be written without a broker, by its name.</summary>
    private static Dictionary<string, string> Written { get; } = Write();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_what_it_was(string name) => Assert.Equal(RecordedMessages.Of(name), Written[name]);

    [Fact]
    public void Every_message_was_recorded() => Assert.Empty(Written.Keys.Except(RecordedMessages.Names));

    [Fact]
    public async Task An_answer_to_a_command_is_what_it_was()
    {
        var options = new MqttOptions { Listen = $"127.0.0.1:{FreePort.Next()}", Commands = true };
        options.TryListen(out var address);
        using var broker = new MqttBrokerService(options, "reed-bed", TimeProvider.System, NullLogger.Instance);
        await broker.StartAsync(Cancel);
        await using var listener = await MqttListener.StartAsync(address!.Port, "avianvox/reed-bed/command/answer", cancellation: Cancel);
        var snooze = new SnoozeList([Samples.Cuckoo], TimeSpan.FromHours(24), TimeProvider.System);
        await using var bench = new PublisherBench(options, null, new SnoozeCommand(snooze), new PictureCommand(null));
        await bench.StartAsync();
        await bench.LoggedAsync("connected");
        await MqttOptionalTopicsTests.SayAsync(address.Port, """{ "command": "snooze", "species": "Common Cuckoo", "minutes": 5 }""");
        await MqttOptionalTopicsTests.SayAsync(address.Port, "take_picture");
        await MqttOptionalTopicsTests.SayAsync(address.Port, """fly "away" <now>""");
        await Eventually.TrueAsync(() => listener.Heard.Count == 3, PublisherBench.Bound, () => string.Join('\n', listener.Heard));
        string[] names = ["answer-done", "answer-not-done", "answer-not-understood"];
        Assert.Equal(names.Select(RecordedMessages.Of), listener.Heard.Select(message => message.Payload));
        await broker.StopAsync(Cancel);
    }

    private static Dictionary<string, string> Write()
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        WriteEntries(written);
        WriteHealth(written);
        WriteMqtt(written);
        written["shot"] = ShotText.Json(Shots.Cuckoo(species: "Common \"Cuckoo\" é"));
        return written;
    }

    private static void WriteEntries(Dictionary<string, string> written)
    {
        var unset = Cuckoo with { Clock = Unset };
        var odd = Cuckoo with
        {
            Source = "pond",
            Label = new Label(0, "Strix \"é\" <b>&'", "Käuzchen\t\u0007\\ \u2028🦉", "k/1+#", LabelKind.Bird),
            End = Dawn,
            Confidence = 1,
            Threshold = 0.00001,
            Windows = 1,
            Clock = new ClockBasis("b", IsSynchronised: true, TimeSpan.Zero),
            Clip = "2024-05-04/20240504T043007Z_pond_k_1.00.flac",
            Picture = "2024-05-04/a'b.jpg",
        };
        written["detection"] = JournalJson.Detection(Station, Cuckoo, ended: false);
        written["detection-unsynchronised"] = JournalJson.Detection(Station, unset, ended: false);
        written["event"] = JournalJson.Detection(Station, Cuckoo, ended: true);
        written["event-all"] = JournalJson.Detection(Station, odd, ended: true);
        written["event-interrupted"] = JournalJson.Detection(Station, unset, ended: true, interrupted: true);
        written["event-correction"] = JournalJson.Correction(JournalJson.Detection(Station, odd with { Clock = Unset }, ended: true), "event", TenDays);
        written["event-correction-back"] = JournalJson.Correction(written["event-interrupted"], "event", -3_600_000);
        foreach (var cause in Enum.GetValues<GapCause>())
        {
            written[$"gap-{cause}"] = JournalJson.Gap(Station, new GapRecord(Id, "mic", 2_880_000, 24_000, Dawn, 0.50049, cause));
        }

        var gap = JournalJson.Gap(Station, new GapRecord(Id, "mic", 5_000_000_000, 24_000, Dawn, 1, GapCause.DeviceLost, Unset));
        written["gap-unsynchronised"] = gap;
        written["gap-correction"] = JournalJson.Correction(gap, "gap", TenDays);
        written["effort"] = JournalJson.Effort(Station, Id, new EffortMinute("mic", Dawn, 60, 59.50049, 0.49951));
        written["effort-none"] = JournalJson.Effort(Station, Id, new EffortMinute("mic", Dawn, 0, 0, 0, Unset));
    }

    private static void WriteHealth(Dictionary<string, string> written)
    {
        var mic = new SourceHealth
        {
            Name = "mic",
            State = SourceState.Listening,
            Description = "USB \"microphone\", 48000 Hz",
            SampleRate = 48_000,
            Samples = new SampleCounts(480_000, 440_000, 24_000, 16_000),
            MissingSamples = 4_800,
            LastSample = Dawn,
            Losses = 1,
            Overruns = 2,
            Model = "starter 0.1.0",
            Fault = null,
            Rejected = [.. Enum.GetValues<RuleKind>().Select((rule, at) => new RuleCount(rule, at * 7L))],
            VoiceWindows = 4,
        };
        var unopened = new SourceHealth
        {
            Name = "pond",
            State = SourceState.Starting,
            Description = "",
            SampleRate = 0,
            Samples = default,
            MissingSamples = 0,
            LastSample = null,
            Losses = 0,
            Fault = "no such device \"é\"",
        };
        var least = new StationHealth
        {
            Time = Dawn,
            Version = "0.1.0",
            Model = "starter 0.1.0",
            UptimeSeconds = 61.27,
            ProcessorSeconds = 0.512,
            ResidentBytes = 90_000_000,
            Sources = [mic],
        };
        var most = least with
        {
            IsClockSynchronised = false,
            Sources = [mic, unopened, .. Enum.GetValues<SourceState>().Select(state => unopened with { Name = $"{state}", State = state, SampleRate = 44_100 })],
            Sinks = [new SinkHealth("influx", 1, 2, 3, 4, "away"), new SinkHealth("mqtt", 5, 2, 1, 0, null)],
            Wear = new DiskWear(9_400_000, 310_000_000.4),
            Cameras = [new CameraHealth("nest", 5, 1, 2, 12.3456, "no \"film\""), new CameraHealth("box", 0, 0, 0, null, null)],
        };
        written["health"] = HealthJson.Write(Station, least, 7);
        written["health-all"] = HealthJson.Write(Station, most, 7_000_000_000);
        var clips = new ClipHealth("disk \"full\"", true, 12, 8_200_000, 1, 2, 3, 940, 640_000_000, 21_000_000_000);
        written["health-clips"] = HealthJson.Write(Station, least with { Clips = clips }, 7);
        written["health-clips-well"] = HealthJson.Write(Station, least with { Clips = clips with { Fault = null, IsStopped = false } }, 7);
        written["health-first-minute"] = HealthJson.Write(Station, least with { Wear = new DiskWear(1, null), Sources = [] }, 0);
    }

    private static void WriteMqtt(Dictionary<string, string> written)
    {
        var options = new MqttOptions { HomeAssistant = true, BirdnetGoTopic = "birdnet" };
        var topics = new MqttTopics(options.TopicPrefix, Station);
        var messages = new MqttMessages(options, Identity, ["mic"], topics);
        foreach (var (message, number) in messages.AtConnect().Select((message, number) => (message, number)))
        {
            written[$"homeassistant-{number}"] = $"{message.Topic} {message.Payload.Replace(HealthReporter.Version, "VERSION", StringComparison.Ordinal)}";
        }

        foreach (var name in (string[])["event", "event-all", "event-unlocated"])
        {
            var payload = written.GetValueOrDefault(name, written["event"]);
            var station = name == "event-unlocated" ? new IdentityOptions { TimeZone = "Asia/Kathmandu" } : Identity;
            var told = new MqttMessages(options, station, ["mic"], topics).Of(new JournalEntry(9, JournalKind.Event, Id, "mic", payload));
            written[$"birdnet-go-{name}"] = told.Single(message => message.Topic == "birdnet").Payload;
        }
    }
}
