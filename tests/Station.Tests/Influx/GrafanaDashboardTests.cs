using System.Text.Json;
using System.Text.RegularExpressions;
using AvianVox.Listening.Records;
using AvianVox.Station.Health;
using AvianVox.Station.Influx;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using AvianVox.Station.Tests.Mqtt;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Influx;

/// <summary>The dashboard asks for what is really written.</summary>
public sealed partial class GrafanaDashboardTests
{
    [Fact]
    public void Every_query_names_measurements_fields_and_tags_that_there_are()
    {
        var written = Written();
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(ProjectRoot.Path, "config", "grafana", "dashboards", "avianvox.json")));
        var queries = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("query").GetString()!).ToList();
        Assert.NotEmpty(queries);
        Assert.All(queries, query =>
        {
            var measurement = From().Match(query).Groups[1].Value;
            Assert.True(written.TryGetValue(measurement, out var names), query);
            var asked = Quoted().Matches(Alias().Replace(From().Replace(query, ""), "")).Select(match => match.Groups[1].Value);
            Assert.All(asked, name => Assert.True(names.Contains(name), $"{name} in {query}"));
        });
        Assert.Equal(written.Keys.Order(), queries.Select(query => From().Match(query).Groups[1].Value).Distinct().Order());
    }

    /// <summary>Tags and fields by measurement, from the lines of one entry of each kind.</summary>
    private static Dictionary<string, HashSet<string>> Written()
    {
        var points = new InfluxPoints("reed-bed", InfluxPrecision.Ns);
        var health = HealthJson.Write("reed-bed", new FixedHealth().Snapshot() with { Sinks = [new SinkHealth("mqtt", 1, 2, 3, 4, null)] }, 7);
        JournalEntry[] entries =
        [
            new JournalEntry(1, JournalKind.Event, Guid.Empty, "mic", JournalJson.Detection("reed-bed", Samples.Detection(), ended: true)),
            new JournalEntry(2, JournalKind.Effort, Guid.Empty, "mic", JournalJson.Effort("reed-bed", Guid.Empty, new EffortMinute("mic", Samples.Dawn, 60, 59, 1))),
            new JournalEntry(3, JournalKind.Health, Guid.Empty, "", health),
        ];
        return entries.SelectMany(points.Of).Select(point => point.ToLineProtocol())
            .GroupBy(line => line.Split(',')[0])
            .ToDictionary(group => group.Key, group => group.SelectMany(line => Key().Matches(line).Select(match => match.Groups[1].Value)).ToHashSet());
    }

    [GeneratedRegex("FROM \"(\\w+)\"")]
    private static partial Regex From();

    [GeneratedRegex("AS \"\\w+\"")]
    private static partial Regex Alias();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("[, ](\\w+)=")]
    private static partial Regex Key();
}
