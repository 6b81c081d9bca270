using System.Globalization;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>A broker that dies while birds are heard.</summary>
public sealed class BrokerOutageTests
{
    /// <summary>How long the broker stays away; AVIANVOX_OUTAGE_SECONDS sets another length.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("AVIANVOX_OUTAGE_SECONDS") ?? "10", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Killed_for_ten_seconds_it_gets_every_detection_in_the_end()
    {
        var recording = SharedData.Require("soundscapes/soundscape.flac");
        using var folder = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { IsPersistent = true });
        await using var subscriber = await Subscriber.StartAsync(broker);
        await using var station = Programs.Station(
            [
                "run", "--source", recording, "--pace", "real", "--model", Models.British, "--data", folder.Path,
                "--mqtt", $"mqtt://127.0.0.1:{broker.Port}", "--set", "Detector:Threshold=0.05", "--set", "Detector:ConfirmWindows=1",
            ]);

        await Eventually.TrueAsync(() => subscriber.Ids("detection").Count > 0, TimeSpan.FromSeconds(60), () => station.Transcript);
        var before = subscriber.Ids("detection").Count;
        await broker.KillAsync();
        // The outage itself is what is tested: nothing to wait for but its length, while the station goes on hearing.
        await Task.Delay(Outage, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(station.HasExited, station.Transcript);
        await broker.StartAgainAsync();
        await Eventually.TrueAsync(
            () => station.Output.Count(line => line.Contains("MQTT: connected", StringComparison.Ordinal)) == 2, TimeSpan.FromSeconds(60), () => station.Transcript);

        station.Signal(15);
        Assert.True(await station.ExitAsync(TimeSpan.FromSeconds(10)) == 0, station.Transcript);
        var journal = (await JournalRow.ReadAsync(folder.Path)).Select(row => row.Id).ToHashSet();
        Assert.True(journal.Count > before);
        TestContext.Current.SendDiagnosticMessage($"away for {Outage.TotalSeconds} s: {before} detections before, {journal.Count} in the end");
        await Eventually.TrueAsync(() => journal.IsSubsetOf(subscriber.Ids("event")), TimeSpan.FromSeconds(20), () => station.Transcript);
        Assert.Equal(journal, subscriber.Ids("detection").ToHashSet());
    }
}
