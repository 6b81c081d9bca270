using AvianVox.Station.Clips;
using AvianVox.Station.Clips.Retention;
using AvianVox.Station.Journal;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Clips;

/// <summary>A real disk that is really full: what it costs, and that nothing of it lasts.</summary>
public sealed class DiskFullTests
{
    private const string Filler = "filler";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Events_go_on_clips_stop_and_are_back_with_the_space()
    {
        await using var disk = await SmallDisk.MountAsync(24);
        await using var journal = SqliteJournal.Open(disk.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, TimeSpan.FromSeconds(1));
        await using var bench = new ClipBench(options => options.MinFreeMegabytes = 6, disk.File("clips"), journal);
        await bench.StartAsync();
        var changes = 0;
        bench.Health.Changed += (_, _) => Interlocked.Increment(ref changes);
        bench.Hear(8);
        var first = Detect(bench);
        await HasEventAsync(journal, first, bench);
        Assert.False(bench.Health.Snapshot().Clips!.IsStopped);

        // Less than clips leave to the journal: they stop, and it goes on.
        disk.Fill(Filler, leave: 4_000_000);
        var second = Detect(bench.Hear(8));
        await HasEventAsync(journal, second, bench);
        var health = bench.Health.Snapshot().Clips!;
        Assert.Equal((true, 1L, 1L), (health.IsStopped, health.Written, health.Lost));
        Assert.Contains("Clips:MinFreeMegabytes", health.Fault, StringComparison.Ordinal);
        Assert.Equal(1, changes);

        // Nothing at all: the journal keeps what it cannot write, in order.
        disk.Fill(Filler, leave: 0);
        List<Guid> full = [.. Enumerable.Range(0, 20).Select(_ => Detect(bench.Hear(8)))];
        await Eventually.TrueAsync(() => bench.Keeper.Snapshot().Lost == 21, Bound, () => bench.Log.ToString());

        // Space is back: all events are there, and clips again.
        File.Delete(disk.File(Filler));
        var last = Detect(bench.Hear(8));
        await HasEventAsync(journal, last, bench);
        health = bench.Health.Snapshot().Clips!;
        Assert.Equal((false, null, 2L), (health.IsStopped, health.Fault, health.Written));
        Assert.Equal(2, changes);

        await journal.FlushAsync(TestContext.Current.CancellationToken);
        var log = journal.Read(0, 1_000);
        Assert.Equal([first, second, .. full, last], log.Where(entry => entry.Kind == JournalKind.Detection).Select(entry => entry.Id));
        Assert.Equal(log.Where(entry => entry.Kind == JournalKind.Detection).Select(entry => entry.Id).Order(), log.Where(entry => entry.Kind == JournalKind.Event).Select(entry => entry.Id).Order());
        using var reader = JournalReader.Open(disk.Path);
        var rows = reader.Detections(new DetectionQuery());
        Assert.Equal([first, last], rows.Where(row => row.Clip is not null).Select(row => row.Id));
        // No half clip, under any name.
        Assert.Equal(rows.Where(row => row.Clip is not null).SelectMany(row => new[] { row.Clip!, Path.ChangeExtension(row.Clip!, ".png") }).Order(StringComparer.Ordinal), bench.Files());
    }

    [Fact]
    public async Task A_disk_that_fills_up_within_a_clip_leaves_no_half_of_it()
    {
        await using var disk = await SmallDisk.MountAsync(4);
        await using var bench = new ClipBench(options => (options.PreRollSeconds, options.Format) = (4, ClipFormat.Wav), disk.File("clips"), store: new Optimist(disk.File("clips")));
        await bench.StartAsync();
        disk.Fill(Filler, leave: 700_000);
        // A clip takes 150 kB and its picture some tens: some fit, then one breaks off.
        for (var tries = 0; tries < 12; tries++)
        {
            var detection = bench.Hear(12).Confirm((bench.Position / (double)ClipBench.Rate) - 6);
            bench.End(detection, (bench.Position / (double)ClipBench.Rate) - 2);
            await bench.EventAsync(detection);
        }

        var health = bench.Keeper.Snapshot();
        Assert.True(health.IsStopped, health.ToString());
        Assert.Equal(12, health.Written + health.Lost);
        Assert.InRange(health.Written, 1, 11);
        Assert.Equal(2 * health.Written, bench.Files().Count);
        Assert.DoesNotContain(bench.Files(), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    /// <summary>Believes in room without end, as where another program takes it at the last moment.</summary>
    private sealed class Optimist(string folder) : IClipStore
    {
        private readonly FileClipStore _store = new(folder);

        public string Folder => folder;

        public long FreeBytes() => long.MaxValue;

        public IReadOnlyList<StoredClip> List() => _store.List();

        public void Delete(StoredClip clip) => _store.Delete(clip);

        public void CleanUp(DateTimeOffset before) => _store.CleanUp(before);
    }

    /// <summary>A detection of one second that ended 3 s ago, so that its post-roll has been heard.</summary>
    private static Guid Detect(ClipBench bench)
    {
        var now = bench.Position / (double)ClipBench.Rate;
        var detection = bench.Confirm(now - 4);
        bench.End(detection, now - 3);
        return detection.Id;
    }

    private static Task HasEventAsync(SqliteJournal journal, Guid id, ClipBench bench) => Eventually.TrueAsync(
        () => journal.Read(0, 1_000).Any(entry => entry.Kind == JournalKind.Event && entry.Id == id), Bound, () => bench.Log.ToString());
}
