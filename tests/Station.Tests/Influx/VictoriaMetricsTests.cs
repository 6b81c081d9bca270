using AvianVox.Classification.Packages;
using AvianVox.Listening.Records;
using AvianVox.Station.Health;
using AvianVox.Station.Influx;
using AvianVox.Station.Journal;
using AvianVox.Station.Tests.Mqtt;
using AvianVox.Station.Tests.Sinks;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Influx;

/// <summary>A real database reads back what was written.</summary>
public sealed class VictoriaMetricsTests
{
    private static readonly long Dawn = Samples.Dawn.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Detections_presence_effort_and_health_are_read_back_as_they_were()
    {
        await using var database = await VictoriaMetricsServer.StartAsync();
        await using var bench = new SinkBench(new InfluxSink(new InfluxOptions { Url = database.Url, BatchEntries = 7 }, "reed-bed", TimeProvider.System));
        var owl = new Label(4, "Strix aluco, \"forma\" = x", "Tawny Owl", "tawny-owl", LabelKind.Bird);
        var records = Enumerable.Range(0, 40).Select(i => Samples.Detection(i * 5, i % 2 == 0 ? "mic" : "pond", i % 4 == 0 ? owl : null) with { Confidence = 0.5 + (i / 100.0) }).ToList();
        foreach (var record in records)
        {
            bench.Journal.Append(JournalKind.Detection, record);
            bench.Journal.Append(JournalKind.Event, record);
        }

        bench.Journal.Add(new EffortMinute("mic", Samples.Dawn, 40, 39, 1));
        bench.Journal.Add(new EffortMinute("mic", Samples.Dawn, 20, 20, 0));
        bench.Journal.AppendHealth(HealthJson.Write("reed-bed", new FixedHealth().Snapshot() with { Sinks = [bench.Runner.Health()] }, 7));
        bench.Start();
        await bench.DeliveredAsync();

        // VictoriaMetrics shows what it took after a moment.
        await Eventually.TrueAsync(() => Count(database, "detection_confidence") == records.Count, SinkBench.Bound, () => bench.Log.ToString());
        var detections = await database.ReadAsync("detection_confidence");
        Assert.Equal(
            records.Select(record => (record.Source, record.Label.Code, record.Begin.ToUnixTimeMilliseconds(), Math.Round(record.Confidence, 4))).Order(),
            detections.SelectMany(series => series.Values.Select(value => (series.Labels["source"], series.Labels["species"], value.Key, value.Value))).Order());
        Assert.All(detections, series => Assert.Equal(("reed-bed", "starter 0.1.0"), (series.Labels["station"], series.Labels["model"])));
        Assert.Contains(detections, series => series.Labels["scientific"] == owl.ScientificName);

        // Two minutes of the owl at the microphone: it began in both.
        var presence = (await database.ReadAsync("presence_present")).Single(series => series.Labels["species"] == "tawny-owl");
        Assert.Equal([Dawn, Dawn + 60_000, Dawn + 120_000, Dawn + 180_000], presence.Values.Keys.Order());
        Assert.All(presence.Values.Values, value => Assert.Equal(1, value));

        Assert.Equal(60, Assert.Single(await database.ReadAsync("effort_captured_s")).Values[Dawn]);
        Assert.Equal(1, Assert.Single(await database.ReadAsync("effort_dropped_s")).Values[Dawn]);
        Assert.Equal("mic", Assert.Single(await database.ReadAsync("station_health_listening")).Labels["source"]);
        Assert.Equal("influx", Assert.Single(await database.ReadAsync("station_health_waiting")).Labels["sink"]);
        Assert.Equal(90_000_000, Assert.Single(Assert.Single(await database.ReadAsync("station_health_resident_bytes")).Values).Value);
    }

    private static int Count(VictoriaMetricsServer database, string metric) => database.ReadAsync(metric).GetAwaiter().GetResult().Sum(series => series.Values.Count);
}
