using AvianVox.TestSupport;
using AvianVox.Training.Fetching;
using AvianVox.Training.Manifests;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Training.Tests.Fetching;

/// <summary>A catalogue, a folder and a clock that nobody waits for.</summary>
internal sealed class FetchBench : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public Catalogue Catalogue { get; init; } = new();

    public FakeTimeProvider Time { get; } = new();

    public MovingMonitor Monitor { get; private set; } = null!;

    public string Out => _temp.File("set");

    public IReadOnlyList<ManifestEntry> Entries => Manifest.Load(Path.Combine(Out, Manifest.FileName));

    /// <summary>Everything in the folder, by name.</summary>
    public IReadOnlyList<string> Names =>
        !Directory.Exists(Out)
            ? []
            : Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Out, f))
                .Order(StringComparer.Ordinal)
                .ToList();

    public FetchRequest Request => new() { Out = Out, Query = "gen:turdus", Key = Catalogue.Key, Endpoint = Catalogue.Endpoint };

    public async Task<FetchSummary> RunAsync(
        FetchRequest? request = null,
        Func<string,
        FileMode,
        Stream>? open = null,
        Action<RemoteRecording>? onBegin = null,
        CancellationToken? stop = null)
    {
        Monitor = new MovingMonitor(Time) { OnBegin = onBegin ?? (_ => { }) };
        var run = new FetchRun(request ?? Request, _http, Time, Monitor) { Open = open ?? Downloader.OpenFile };
        await run.RunAsync(stop ?? TestContext.Current.CancellationToken);
        return run.Summary;
    }

    public void Dispose()
    {
        Catalogue.Dispose();
        _http.Dispose();
        _temp.Dispose();
    }
}
