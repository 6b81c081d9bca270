using System.Globalization;
using System.Text.Json;
using Xunit;

namespace AvianVox.TestSupport;

/// <summary>A real VictoriaMetrics on a port of the loopback address, which speaks InfluxDB's write protocol. A test that needs one is skipped where it is not installed.</summary>
public sealed class VictoriaMetricsServer : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly ProgramRun _program;

    private VictoriaMetricsServer(string program, int port)
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        _program = ProgramRun.Start(program, [$"-httpListenAddr={Url["http://".Length..]}", $"-storageDataPath={_folder.Path}", "-retentionPeriod=100y", "-search.latencyOffset=0s"]);
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<VictoriaMetricsServer> StartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Select(folder => Path.Combine(folder, "victoria-metrics")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "needs VictoriaMetrics, which is not installed: apt-get install victoria-metrics");
        var server = new VictoriaMetricsServer(program, FreePort.Next());
        await server._program.LineAsync(line => line.Contains("started server at", StringComparison.Ordinal) || line.Contains("starting http server at", StringComparison.Ordinal), Bound).ConfigureAwait(false);
        return server;
    }

    /// <summary>Everything there is of a metric (measurement_field): its labels and its values by time in milliseconds; the largest where it keeps several of one time.</summary>
    /// <param name="metric">Name of the metric.</param>
    public async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<long, double> Values)>> ReadAsync(string metric)
    {
        await _client.GetStringAsync(new Uri($"{Url}/internal/force_flush")).ConfigureAwait(false);
        var lines = await _client.GetStringAsync(new Uri($"{Url}/api/v1/export?match[]={metric}")).ConfigureAwait(false);
        return
        [
            .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            {
                var root = JsonDocument.Parse(line).RootElement;
                var labels = root.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!);
                var values = root.GetProperty("timestamps").EnumerateArray().Zip(root.GetProperty("values").EnumerateArray())
                    .GroupBy(pair => pair.First.GetInt64()).ToDictionary(pairs => pairs.Key, pairs => pairs.Max(pair => pair.Second.GetDouble()));
                return ((IReadOnlyDictionary<string, string>)labels, (IReadOnlyDictionary<long, double>)values);
            }),
        ];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
        _folder.Dispose();
    }
}
