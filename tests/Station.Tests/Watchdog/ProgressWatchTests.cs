using AvianVox.Listening.Status;
using AvianVox.Station.Journal;
using AvianVox.Station.Watchdog;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Watchdog;

public sealed class ProgressWatchTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 4, 30, 0, TimeSpan.Zero));
    private readonly ProgressWatch _watch;
    private JournalProgress _journal = new(0, IsWaiting: false, Refusal: null, IsFull: false);
    private SourceProgress _source = new("mic", null, SourceState.Listening, default, 0, 1, null);

    public ProgressWatchTests() => _watch = new ProgressWatch(_time);

    [Fact]
    public void Nothing_stands_still_while_everything_moves()
    {
        Assert.Null(Pass(TimeSpan.FromHours(1), () =>
        {
            Hear(captured: 500, classified: 400, dropped: 100, inWindows: 300);
            _journal = _journal with { Commits = _journal.Commits + 1, IsWaiting = true };
        }));
    }

    [Fact]
    public void Silence_of_birds_is_no_standstill_of_the_journal() =>
        Assert.Null(Pass(TimeSpan.FromHours(1), () => Hear(captured: 500, classified: 500)));

    [Fact]
    public void A_source_that_listens_and_gives_no_samples_stands_still_until_it_does()
    {
        Hear(captured: 500, classified: 500);
        Assert.Null(Pass(ProgressWatch.Limit));
        Assert.Contains("mic: it listens, and no samples", Pass(Step), StringComparison.Ordinal);
        Hear(captured: 1, classified: 1);
        Assert.Null(Pass(Step));
    }

    [Theory]
    [InlineData(SourceState.Paused)]
    [InlineData(SourceState.Ended)]
    [InlineData(SourceState.Failed)]
    public void A_source_that_is_not_to_listen_owes_nothing(SourceState state)
    {
        _source = _source with { State = state };
        Assert.Null(Pass(TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData(SourceState.Starting)]
    [InlineData(SourceState.Lost)]
    [InlineData(SourceState.Silent)]
    public void A_source_that_is_away_is_no_standstill_as_long_as_it_is_tried(SourceState state)
    {
        _source = _source with { State = state };
        Assert.Null(Pass(TimeSpan.FromDays(1), () => _source = _source with { Attempts = _source.Attempts + (_time.GetUtcNow().Second == 0 ? 1 : 0) }));

        Assert.Null(Pass(ProgressWatch.AwayLimit - TimeSpan.FromMinutes(1)));
        Assert.Contains("mic: it is away, and has not been tried", Pass(TimeSpan.FromMinutes(1) + Step), StringComparison.Ordinal);
    }

    [Fact]
    public void A_classifier_that_is_too_slow_is_no_standstill() =>
        Assert.Null(Pass(TimeSpan.FromHours(1), () => Hear(captured: 500, classified: _time.GetUtcNow().Second == 0 ? 60 : 0, dropped: 450, inWindows: 300)));

    [Fact]
    public void A_classifier_that_hangs_is_found_behind_all_that_is_dropped()
    {
        Hear(captured: 10_000, inWindows: 300);
        Assert.Contains(
            "mic: windows wait, and none has been classified", Pass(ProgressWatch.Limit + (2 * Step), () => Hear(captured: 500, dropped: 500, inWindows: 300)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_with_too_many_gaps_for_a_window_is_no_standstill() =>
        Assert.Null(Pass(TimeSpan.FromHours(1), () => Hear(captured: 500, dropped: 500)));

    [Fact]
    public void Samples_that_nobody_takes_from_the_ring_are_found()
    {
        Hear(captured: 500);
        Assert.Contains("mic: nothing has become of its samples", Pass(ProgressWatch.Limit + (2 * Step), () => Hear(captured: 500)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_source_of_two_is_enough()
    {
        var other = _source with { Name = "pond" };
        string? found = null;
        for (var passed = TimeSpan.Zero; passed <= ProgressWatch.Limit + Step; passed += Step)
        {
            Hear(captured: 500, classified: 500);
            found = _watch.Look([_source, other], _journal);
            _time.Advance(Step);
        }

        Assert.StartsWith("pond:", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_another_program_holds_is_waited_for_together_with_all_that_waits_for_it()
    {
        _journal = _journal with { IsWaiting = true, Refusal = "held", Kind = JournalFaultKind.Held };
        Hear(captured: 10_000, inWindows: 300);
        Assert.Null(Pass(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_journal_that_hangs_is_found()
    {
        _journal = _journal with { IsWaiting = true };
        Assert.Null(Pass(ProgressWatch.Limit, () => Hear(captured: 500, classified: 500)));
        Assert.Contains("the journal has not committed", Pass(Step, () => Hear(captured: 500, classified: 500)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_refuses_gets_longer_and_is_named()
    {
        _journal = _journal with { IsWaiting = true, Refusal = "disk I/O error" };
        Assert.Null(Pass(ProgressWatch.RefusedLimit, () => Hear(captured: 500, classified: 500)));
        Assert.Contains("disk I/O error", Pass(Step, () => Hear(captured: 500, classified: 500)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_waited_for_together_with_all_that_waits_for_it()
    {
        _journal = _journal with { IsWaiting = true, Refusal = "full", IsFull = true };
        Assert.Null(Pass(TimeSpan.FromDays(7), () => Hear(captured: 500, dropped: 500, inWindows: 300)));
    }

    /// <summary>Lets time pass, looking every five seconds, and returns what the last look found.</summary>
    private string? Pass(TimeSpan time, Action? before = null)
    {
        string? found = _watch.Look([_source], _journal);
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            _time.Advance(Step);
            before?.Invoke();
            found = _watch.Look([_source], _journal);
        }

        return found;
    }

    private void Hear(long captured, long classified = 0, long dropped = 0, long inWindows = 0)
    {
        var before = _source.Samples;
        _source = _source with
        {
            Samples = new SampleCounts(
                before.Captured + captured, before.Classified + classified, before.Dropped + dropped, before.Pending + captured - classified - dropped),
            InWindows = inWindows,
        };
    }
}
