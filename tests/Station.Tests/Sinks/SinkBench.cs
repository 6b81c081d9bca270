using AvianVox.Classification.Packages;
using AvianVox.Station.Exec;
using AvianVox.Station.Journal;
using AvianVox.Station.Sinks;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>A journal and the runner of one sink, whose waits are a fiftieth of the real ones.</summary>
internal sealed class SinkBench : IAsyncDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    public const double Scale = 0.02;

    /// <summary>Longer than any payload, for receivers that refuse by length.</summary>
    public static readonly string Poison = "poison " + new string('x', 8_000);

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ISink _sink;
    private Task _running = Task.CompletedTask;
    private int _appended;

    public SinkBench(ISink sink, string? copyOf = null, SinkFilterOptions? filter = null)
    {
        if (copyOf is not null)
        {
            foreach (var name in new[] { "journal.db", "journal.db-wal" }.Where(name => File.Exists(Path.Combine(copyOf, name))))
            {
                File.Copy(Path.Combine(copyOf, name), _folder.File(name));
            }
        }

        _sink = sink;
        Journal = SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        _appended = (int)Journal.LastSequence * 10;
        Runner = new SinkRunner(sink, new EntryFilter(filter ?? new ExecOptions()), Journal, new Backoff(TimeProvider.System, new Random(1)) { Scale = Scale }, TimeProvider.System, Log);
    }

    public SqliteJournal Journal { get; }

    public SinkRunner Runner { get; }

    public ListLogger Log { get; } = new();

    public string Folder => _folder.Path;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Start() => _running = Runner.RunAsync(_stop.Token);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Bound, TimeProvider.System, CancellationToken.None);
    }

    /// <summary>Appends ended detections and returns their ids in order.</summary>
    public IReadOnlyList<string> Append(int count, bool isPoisoned = false, double confidence = 0.9)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var detection = Samples.Detection(_appended++) with { Confidence = confidence };
            if (isPoisoned)
            {
                detection = detection with { Label = new Label(9, "Venenum avis", Poison, "poison", LabelKind.Bird), Model = Poison };
            }

            Journal.Append(JournalKind.Event, detection);
            ids.Add(detection.Id.ToString());
        }

        return ids;
    }

    /// <summary>Waits until everything appended so far is delivered or set aside.</summary>
    public async Task DeliveredAsync()
    {
        await Journal.FlushAsync(Cancel);
        await Eventually.TrueAsync(() => Journal.Cursor(_sink.Name) == Journal.LastSequence, Bound, () => $"cursor {Journal.Cursor(_sink.Name)} of {Journal.LastSequence}: {Log}");
    }

    /// <summary>Waits until the sink is known to fail.</summary>
    public async Task FaultyAsync()
    {
        await Journal.FlushAsync(Cancel);
        await Eventually.TrueAsync(() => Runner.Health().Fault is not null, Bound, () => $"no fault: {Log}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _sink.DisposeAsync();
        _stop.Dispose();
        await Journal.DisposeAsync();
        _folder.Dispose();
    }
}
