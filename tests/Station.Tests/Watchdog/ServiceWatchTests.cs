using System.Collections.Concurrent;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Status;
using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using AvianVox.Station.Watchdog;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Watchdog;

/// <summary>What the service manager is told, over sources that fare as a test says.</summary>
public sealed class ServiceWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 22, 30, 0, TimeSpan.Zero));
    private readonly Manager _manager = new();
    private readonly MemoryJournal _journal = new();
    private readonly ListLogger _log = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HealthReporter _health;
    private readonly SourceStatus _source;
    private readonly SampleLedger _ledger;
    private readonly ServiceWatch _watch;
    private long _captured;
    private DateTimeOffset _since;

    public ServiceWatchTests()
    {
        _health = new HealthReporter("test 1", _time);
        _source = _health.Add("mic");
        _ledger = new SampleLedger(() => Volatile.Read(ref _captured));
        var snooze = new SnoozeList(DetectorBench.Labels, TimeSpan.FromHours(24), _time);
        var detector = new DetectorFactory(snooze, null, null).Create("mic", DetectorBench.Policy(), new SourceClock(1_000), new RecordingSink());
        _source.Attach(() => null, [new BranchStatus(_ledger, detector)]);
        _watch = new ServiceWatch(
            new ServiceManager(_manager, TimeSpan.FromSeconds(60), _stopping.Token),
            _health,
            _journal,
            new TodayText(Tally, TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test")),
            _time,
            _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await (_watch.ExecuteTask ?? Task.CompletedTask);
        _watch.Dispose();
        _stopping.Dispose();
    }

    [Fact]
    public async Task It_is_ready_when_sound_flows_and_not_before()
    {
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        await PassUntilAsync("STATUS=Waiting for sound: mic starting", () => { });
        await PassAsync(ServiceWatch.Grace / 3, () => { });
        Assert.Single(_manager.Told);

        Hear();
        await PassUntilAsync("READY=1", Hear);
        await PassUntilAsync("WATCHDOG=1", Hear);
        Assert.False(_log.Has(LogLevel.Warning, ""), _log.ToString());
    }

    [Fact]
    public async Task Without_sound_it_is_ready_after_the_grace_and_says_what_is_wrong()
    {
        _source.StillLost("Microphone 'x' is not there.");
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        await PassUntilAsync("STATUS=Waiting for sound: mic lost (Microphone 'x' is not there.)", () => { });
        await PassAsync(ServiceWatch.Grace / 3, () => { });
        Assert.DoesNotContain("READY=1", _manager.Told);
        await PassUntilAsync("READY=1", () => { });
        Assert.True(_log.Has(LogLevel.Warning, "No sound after 60 s"), _log.ToString());
        await PassUntilAsync("STATUS=mic lost (Microphone 'x' is not there.); 3 species today; last: Great Tit at 2026-05-05 00:15:00", () => { });
    }

    [Fact]
    public async Task A_source_that_is_at_its_end_holds_nothing_up()
    {
        _source.Ended();
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        await PassUntilAsync("READY=1", () => { });
        Assert.False(_log.Has(LogLevel.Warning, ""), _log.ToString());
    }

    [Fact]
    public async Task The_status_counts_the_species_of_the_day_in_the_zone_of_people()
    {
        Hear();
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        await PassUntilAsync("STATUS=mic listens; 3 species today; last: Great Tit at 2026-05-05 00:15:00", Hear);
        Assert.Equal(new DateTimeOffset(2026, 5, 5, 0, 0, 0, TimeSpan.FromHours(2)), _since);
    }

    [Fact]
    public async Task It_lives_while_everything_moves_and_falls_silent_when_the_journal_does_not()
    {
        Hear();
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        await PassUntilAsync(() => _manager.Count("WATCHDOG=1") >= 30, Hear);
        Assert.False(_log.Has(LogLevel.Critical, ""), _log.ToString());

        _journal.Progress = new JournalProgress(7, IsWaiting: true, Refusal: null, IsFull: false);
        await PassUntilAsync(() => _log.Has(LogLevel.Critical, "The station stands still: the journal has not committed"), Hear);
        var before = _manager.Count("WATCHDOG=1");
        await PassAsync(TimeSpan.FromMinutes(5), Hear);
        Assert.Equal(before, _manager.Count("WATCHDOG=1"));
        Assert.Equal(1, _log.Count(LogLevel.Critical, ""));
        Assert.Contains(_manager.Told, told => told.StartsWith("STATUS=Standing still, to be started again: the journal", StringComparison.Ordinal));

        _journal.Progress = new JournalProgress(8, IsWaiting: false, Refusal: null, IsFull: false);
        await PassUntilAsync(() => _manager.Count("WATCHDOG=1") > before, Hear);
    }

    [Fact]
    public async Task It_says_that_the_station_stops()
    {
        Hear();
        await _watch.StartAsync(TestContext.Current.CancellationToken);
        await PassUntilAsync("READY=1", Hear);
        await _stopping.CancelAsync();
        await _watch.ExecuteTask!;
        Assert.StartsWith("STOPPING=1\nSTATUS=", _manager.Told[^1], StringComparison.Ordinal);
    }

    private DayTally Tally(DateTimeOffset since)
    {
        _since = since;
        return new DayTally(3, "Great Tit", new DateTimeOffset(2026, 5, 4, 22, 15, 0, TimeSpan.Zero));
    }

    /// <summary>A second of sound came and was classified.</summary>
    private void Hear()
    {
        Interlocked.Add(ref _captured, 1_000);
        _ledger.Read(1_000);
        _source.Heard();
        _ledger.Queue(1_000);
        _ledger.Classify(1_000);
    }

    /// <summary>Lets time pass in steps of a second.</summary>
    private async Task PassAsync(TimeSpan time, Action each)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            each();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private Task PassUntilAsync(string told, Action each) => PassUntilAsync(() => _manager.Told.Contains(told), each);

    private Task PassUntilAsync(Func<bool> condition, Action each) => Eventually.TrueAsync(
        () =>
        {
            each();
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        Bound,
        () => string.Join('\n', _manager.Told));

    private sealed class Manager : ISystemdNotifier
    {
        private readonly ConcurrentQueue<string> _told = new();

        public IReadOnlyList<string> Told => [.. _told];

        public bool IsEnabled => true;

        public int Count(string state) => _told.Count(told => told == state);

        public void Notify(ServiceState state) => _told.Enqueue(state.ToString());
    }
}
