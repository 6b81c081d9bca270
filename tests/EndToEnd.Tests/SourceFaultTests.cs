using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>
/// Faults of what is listened to, with the real parts: a sound server that is absent, frozen or mute, and a stream that dies. Each is
/// noticed within ten seconds, told over MQTT, and over once its cause is.
/// </summary>
public sealed class SourceFaultTests
{
    /// <summary>Within this a fault must be noticed.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(10);

    /// <summary>Within this the station must hear again once the cause is over: the longest wait between attempts, and the attempt.</summary>
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(60);

    /// <summary>How long the sound server is frozen; AVIANVOX_FREEZE_SECONDS sets another length.</summary>
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("AVIANVOX_FREEZE_SECONDS") ?? "8", CultureInfo.InvariantCulture));

    [Fact]
    public async Task A_sound_server_that_is_absent_at_start_is_waited_for()
    {
        using var folder = new TempFolder();
        await using var sound = await PulseServer.StartAsync(forThisProcess: false);
        await sound.KillAsync();
        await using var station = Programs.Station(
            ["run", "--source", $"mic:{PulseServer.Device}", "--wait-for-device", "--data", folder.Path, "--model", Models.British, "--mqtt", "off", "--set", "Sources:0:SilenceSeconds=0"],
            sound.Environment);
        await station.LineAsync(line => line.Contains("is not there yet", StringComparison.Ordinal), Return);
        await sound.RestartAsync();
        await station.LineAsync(line => line.EndsWith("listening", StringComparison.Ordinal), Return);
        await StopAsync(station);
    }

    [Fact]
    public async Task A_frozen_sound_server_is_noticed_and_heard_again_once_it_goes_on()
    {
        using var folder = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(broker);
        await using var sound = await PulseServer.StartAsync(forThisProcess: false);
        await using var station = Programs.Station(
            ["run", "--source", $"mic:{PulseServer.Device}", "--data", folder.Path, "--model", Models.British, "--mqtt", $"mqtt://127.0.0.1:{broker.Port}", "--set", "Sources:0:SilenceSeconds=0"],
            sound.Environment);
        await StateAsync(subscriber, "listening", Return, station);

        sound.Freeze();
        var clock = Stopwatch.StartNew();
        await StateAsync(subscriber, "lost", Notice, station);
        var noticed = clock.Elapsed;
        // The length of the fault is what is tested.
        if (Freeze > noticed)
        {
            await Task.Delay(Freeze - noticed, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        sound.Thaw();
        await StateAsync(subscriber, "listening", Return, station);
        await StopAsync(station);
        Assert.NotEmpty(await JournalRow.LogAsync(folder.Path, "Gap"));
        Assert.Contains(Gaps(subscriber), gap => gap.GetProperty("cause").GetString() == "device_lost");
        AssertAccount(subscriber);
    }

    [Fact]
    public async Task A_mute_microphone_is_noticed_and_heard_with_its_first_sound()
    {
        using var folder = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(broker);
        // Nothing is played: its null sink is digitally silent, as a muted microphone is.
        await using var sound = await PulseServer.StartAsync(forThisProcess: false);
        await using var station = Programs.Station(
            ["run", "--source", $"mic:alsa:{PulseServer.Device}", "--data", folder.Path, "--model", Models.British, "--mqtt", $"mqtt://127.0.0.1:{broker.Port}", "--set", "Sources:0:SilenceSeconds=4"],
            sound.Environment);
        await StateAsync(subscriber, "listening", Return, station);
        await StateAsync(subscriber, "silent", Notice, station);
        var song = folder.File("song.wav");
        Calls.Write(song);
        var playing = sound.PlayAsync(song, TimeSpan.FromSeconds(90));
        await StateAsync(subscriber, "listening", Return, station);
        await StopAsync(station);
        await sound.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => playing);
        Assert.Contains(Gaps(subscriber), gap => gap.GetProperty("cause").GetString() == "silence");
        AssertAccount(subscriber);
    }

    [Fact]
    public async Task A_stream_that_dies_is_noticed_and_heard_again_beside_another_of_other_settings()
    {
        using var folder = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(broker);
        await using var radio = new StreamServer(password: "s3cr3t");
        await using var station = Programs.Station(
            [
                "run", "--data", folder.File("data"), "--model", Models.British, "--mqtt", $"mqtt://127.0.0.1:{broker.Port}",
                "--set", "Sources:0:Name=radio", "--set", $"Sources:0:Input={radio.UrlWithPassword}", "--set", "Sources:0:GainDb=6", "--set", "Sources:0:HighPassHz=120", "--set", "Sources:0:SampleRate=32000",
                "--set", "Sources:1:Name=other", "--set", $"Sources:1:Input={radio.UrlWithPassword}", "--set", "Sources:1:WaitForDevice=true",
            ]);
        await StateAsync(subscriber, "listening", Return, station, "radio");
        await StateAsync(subscriber, "listening", Return, station, "other");

        await radio.CloseAsync();
        await StateAsync(subscriber, "lost", Notice, station, "radio");
        await StateAsync(subscriber, "lost", Notice, station, "other");
        radio.Open();
        await StateAsync(subscriber, "listening", Return, station, "radio");
        await StateAsync(subscriber, "listening", Return, station, "other");

        // A connection that stands and brings nothing.
        radio.HoldStill();
        await StateAsync(subscriber, "lost", Notice, station, "radio");
        radio.GoOn();
        await StateAsync(subscriber, "listening", Return, station, "radio");
        await StopAsync(station);
        Assert.Contains(Gaps(subscriber), gap => gap.GetProperty("source").GetString() == "radio" && gap.GetProperty("cause").GetString() == "device_lost");
        AssertAccount(subscriber);
        Assert.DoesNotContain("s3cr3t", station.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(subscriber.Messages, message => message.Payload.Contains("s3cr3t", StringComparison.Ordinal));
    }

    private static async Task StopAsync(ProgramRun station)
    {
        station.Signal(15);
        Assert.True(await station.ExitAsync(TimeSpan.FromSeconds(15)) == 0, station.Transcript);
    }

    /// <summary>Waits until the latest health tells a source's state.</summary>
    private static Task StateAsync(Subscriber subscriber, string state, TimeSpan within, ProgramRun station, string source = "mic") => Eventually.TrueAsync(
        () => Healths(subscriber).LastOrDefault() is { ValueKind: JsonValueKind.Object } health
            && health.GetProperty("sources").EnumerateArray().Any(told => told.GetProperty("name").GetString() == source && told.GetProperty("state").GetString() == state),
        within,
        () => $"{source} is not {state}; {Healths(subscriber).LastOrDefault()}\n{station.Transcript}");

    /// <summary>In every health message, of every source.</summary>
    private static void AssertAccount(Subscriber subscriber) => Assert.All(
        Healths(subscriber).SelectMany(health => health.GetProperty("sources").EnumerateArray()),
        told => Assert.Equal(
            told.GetProperty("captured").GetInt64(),
            told.GetProperty("classified").GetInt64() + told.GetProperty("dropped").GetInt64() + told.GetProperty("pending").GetInt64()));

    private static IEnumerable<JsonElement> Healths(Subscriber subscriber) => Payloads(subscriber, "/health");

    private static IEnumerable<JsonElement> Gaps(Subscriber subscriber) => Payloads(subscriber, "/gap");

    private static IEnumerable<JsonElement> Payloads(Subscriber subscriber, string topic) =>
        subscriber.Messages.Where(message => message.Topic.EndsWith(topic, StringComparison.Ordinal)).Select(message => JsonDocument.Parse(message.Payload).RootElement);
}
