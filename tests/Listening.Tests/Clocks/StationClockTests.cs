using AvianVox.Listening.Clocks;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Clocks;

public sealed class StationClockTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public void Once_good_it_stays_good_and_what_nobody_can_tell_is_believed()
    {
        var system = new FakeClock { Quality = ClockQuality.Unsynchronised };
        var clock = new StationClock(system, TimeProvider.System);
        Assert.False(clock.IsSynchronised);
        system.Quality = ClockQuality.Synchronised;
        Assert.True(clock.HasBecomeGood());
        system.Quality = ClockQuality.Unsynchronised;
        Assert.False(clock.HasBecomeGood());
        Assert.True(clock.IsSynchronised);
        Assert.True(new StationClock(new FakeClock { Quality = ClockQuality.Unknown }, TimeProvider.System).IsSynchronised);
    }

    [Fact]
    public void Its_offset_moves_by_what_the_clock_is_set_and_by_nothing_else()
    {
        var monotonic = new FakeTimeProvider();
        var time = new SetTime(monotonic);
        var clock = new StationClock(new FakeClock(), time);
        var before = clock.Offset;
        monotonic.Advance(TimeSpan.FromDays(3));
        Assert.Equal(before, clock.Offset);
        time.Set(TimeSpan.FromHours(-1));
        Assert.Equal(before - TimeSpan.FromHours(1), clock.Offset);
    }

    [Fact]
    public void The_kernel_tells_its_start_and_whether_its_clock_is_set()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks the kernel of Linux");
        var kernel = new KernelClock();
        Assert.Equal(kernel.Boot, new KernelClock().Boot);
        Assert.True(Guid.TryParse(kernel.Boot, out _), kernel.Boot);
        Assert.True(Enum.IsDefined(kernel.Read()));
    }

    [Fact]
    public async Task When_it_becomes_good_the_journal_is_corrected_and_a_jump_is_told()
    {
        using var folder = new TempFolder();
        var monotonic = new FakeTimeProvider(Samples.Dawn);
        var time = new SetTime(monotonic);
        var system = new FakeClock { Quality = ClockQuality.Unsynchronised };
        var log = new ListLogger();
        await using var journal = SqliteJournal.Open(folder.Path, "reed-bed", TimeProvider.System, log);
        var clock = new StationClock(system, time);
        var basis = new ClockBasis("boot-1", IsSynchronised: false, clock.Offset);
        journal.Append(JournalKind.Event, Samples.Detection(1) with { Clock = basis });
        using var watch = new ClockWatch(clock, journal, time, new Log(log));
        await watch.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => log.Has(LogLevel.Warning, "not synchronised"), Bound, log.ToString);

        time.Set(TimeSpan.FromDays(365));
        system.Quality = ClockQuality.Synchronised;
        await Eventually.TrueAsync(
            () =>
            {
                monotonic.Advance(ClockWatch.Interval);
                return journal.LastSequence == 2;
            },
            Bound,
            () => "no correction came");
        Assert.True(log.Has(LogLevel.Warning, "was moved by 31536000.0 s"), log.ToString());
        await watch.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"clock\":\"corrected\"", journal.Read(1, 1).Single().Payload, StringComparison.Ordinal);
        Assert.Contains("\"begin\":\"2025-05-04T04:30:01.000Z\"", journal.Read(1, 1).Single().Payload, StringComparison.Ordinal);
    }

    private sealed class Log(ListLogger list) : ILogger<ClockWatch>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            list.Log(logLevel, eventId, state, exception, formatter);
    }
}
