using System.Globalization;
using System.Text.Json;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>
/// A station that hears for long: the whole of it in a process of its own, on a live source, in a time that passes twenty
/// times as fast. AVIANVOX_SOAK_MINUTES sets the minutes of sound; the full test is 60, in three minutes.
/// </summary>
public sealed class SoakTests
{
    private const string MinutesVariable = "AVIANVOX_SOAK_MINUTES";
    private const double DefaultMinutes = 10;
    private const double FullMinutes = 60;
    private const double Speed = 20;

    /// <summary>Set for the process that is the station: broker's port, folder, minutes.</summary>
    private const string StationVariable = "AVIANVOX_SOAK_STATION";

    /// <summary>Growth of memory from the second to the last quarter that is none.</summary>
    private const double Flat = 0.03;

    /// <summary>The same for a short run: its second quarter is a few seconds after the start, while code is still compiled.</summary>
    private const double FlatAtStart = 0.10;

    /// <summary>Kilobytes in use at most: rings, windows, model and clips under way.</summary>
    private const double InUse = 96 * 1024;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Memory_handles_and_threads_stay_and_every_health_message_balances()
    {
        if (Environment.GetEnvironmentVariable(StationVariable) is { Length: > 0 } orders)
        {
            await StationAsync(orders.Split('|'));
            return;
        }

        SharedData.Require("soundscapes/soundscape.flac");
        var minutes = double.Parse(Environment.GetEnvironmentVariable(MinutesVariable) ?? DefaultMinutes.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        using var folder = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var subscriber = await Subscriber.StartAsync(broker);
        await using (var station = ThisProgram.Start(
            ["-class", "*.SoakTests", "-noColor"],
            new Dictionary<string, string>
            {
                [StationVariable] = string.Create(CultureInfo.InvariantCulture, $"{broker.Port}|{folder.Path}|{minutes}"),
                // As the station itself is built and started.
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_gcConcurrent"] = "0",
                ["DOTNET_GCgen0size"] = "400000",
                ["MALLOC_ARENA_MAX"] = "2",
                ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            }))
        {
            Assert.True(await station.ExitAsync(TimeSpan.FromMinutes((2 * minutes / Speed) + 3)) == 0, station.Transcript);
        }

        var health = subscriber.Messages.Where(m => m.Topic.EndsWith("/health", StringComparison.Ordinal)).Select(m => JsonDocument.Parse(m.Payload).RootElement.GetProperty("sources")[0]).ToList();
        Assert.True(health.Count >= minutes, $"{health.Count} health messages in {minutes} minutes");
        Assert.All(health, source => Assert.Equal(
            Count(source, "captured"), Count(source, "classified") + Count(source, "dropped") + Count(source, "pending")));
        var last = health[^1];
        // The station's last word may not get out, because it stops in a twentieth of its time; the one before is a minute older.
        Assert.InRange(last.GetProperty("captured_s").GetDouble(), (minutes * 60) - 120, (minutes * 60) + 60);
        Assert.True(Count(last, "classified") > 0, last.ToString());

        var footprints = (await File.ReadAllLinesAsync(folder.File("footprints.csv"), TestContext.Current.CancellationToken)).Select(Footprint.Parse).ToList();
        var second = Quarter(footprints, 1);
        var fourth = Quarter(footprints, 3);
        var growth = (Median(fourth, f => f.ResidentKilobytes) / Median(second, f => f.ResidentKilobytes)) - 1;
        var quarters = string.Join("; ", Enumerable.Range(0, 4).Select(index => Quarter(footprints, index)).Select(quarter => FormattableString.Invariant(
            $"{Median(quarter, f => f.ResidentKilobytes) / 1024:0.0} MB, {Median(quarter, f => f.CommittedKilobytes) / 1024:0.0} held by the collector, {Median(quarter, f => f.HeapKilobytes) / 1024:0.0} in use")));
        var told = FormattableString.Invariant(
            $"{minutes} min of sound: {Median(second, f => f.ResidentKilobytes) / 1024:0.0} MB in the second quarter, {Median(fourth, f => f.ResidentKilobytes) / 1024:0.0} MB in the last ({growth:P1}); handles {Median(second, f => f.Handles)}, {Median(fourth, f => f.Handles)}; threads {Median(second, f => f.Threads)}, {Median(fourth, f => f.Threads)}; {health.Count} health messages; {subscriber.Entries.Count} detections and events; dropped {last.GetProperty("dropped_s")} s of {last.GetProperty("captured_s")} s. Quarters: {quarters}");
        TestContext.Current.SendDiagnosticMessage(told);
        Assert.True(growth <= (minutes >= FullMinutes ? Flat : FlatAtStart), told);
        Assert.True(Median(fourth, f => f.HeapKilobytes) <= InUse, told);
        Assert.True(Median(fourth, f => f.Handles) <= Median(second, f => f.Handles), told);
        Assert.True(Median(fourth, f => f.Threads) <= Median(second, f => f.Threads) + 1, told);
    }

    /// <summary>The station's process.</summary>
    private static async Task StationAsync(string[] orders)
    {
        var minutes = double.Parse(orders[2], CultureInfo.InvariantCulture);
        var collage = new Collage(60);
        collage.Add(SharedData.Require("soundscapes/soundscape.flac"), at: 0, atMost: 60);
        // What making the collage left behind is not the station's, and must not be counted as if it were.
        GC.Collect();
        var time = new SwiftTime(Speed);
        var options = new StationOptions
        {
            Sources = [new SourceOptions()],
            Model = new ModelOptions { Folder = Models.British },
            Data = new DataOptions { Folder = Path.Combine(orders[1], "data") },
            Detector = new DetectorOptions { Threshold = 0.1 },
            Mqtt = new MqttOptions { Mode = MqttMode.External, Url = $"mqtt://127.0.0.1:{orders[0]}" },
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sound = new EndlessSound(collage.Samples, time);
        var run = StationHost.RunAsync(options, new HostSettings { IsQuiet = true, Sources = sound, Time = time }, stop.Token);
        // A station that takes a second to start on a busy machine has missed twenty of this time.
        await Task.WhenAny(run, sound.Begun);
        var begin = time.GetTimestamp();
        await using (var footprints = new StreamWriter(Path.Combine(orders[1], "footprints.csv")))
        {
            while (time.GetElapsedTime(begin) < TimeSpan.FromMinutes(minutes))
            {
                await Task.Delay(Between, time, TestContext.Current.CancellationToken);
                Assert.False(run.IsCompleted, "the station ended");
                await footprints.WriteLineAsync(Footprint.Take(time.GetElapsedTime(begin).TotalSeconds).Line());
            }
        }

        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await run);
    }

    private static List<Footprint> Quarter(List<Footprint> all, int index) => all.GetRange(all.Count * index / 4, all.Count / 4);

    private static double Median(List<Footprint> footprints, Func<Footprint, double> value)
    {
        var ordered = footprints.Select(value).Order().ToList();
        return ordered[ordered.Count / 2];
    }

    private static long Count(JsonElement source, string key) => source.GetProperty(key).GetInt64();
}
