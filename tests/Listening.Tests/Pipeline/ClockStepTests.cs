using System.Globalization;
using System.Text.Json;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>
/// Fault: the system's clock is set while the station runs, by a year and by an hour back; or is not known to be right at first. A
/// pipeline on a real journal, with birds that call every few seconds.
/// </summary>
public sealed class ClockStepTests
{
    private const int BlockSamples = PipelineBench.Rate / 10;
    private static readonly TimeSpan BlockTime = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _monotonic = new(PipelineBench.Start);
    private readonly SetTime _time;

    public ClockStepTests() => _time = new SetTime(_monotonic);

    [Theory]
    [InlineData(365 * 24)]
    [InlineData(-1)]
    public async Task A_jump_loses_nothing_and_the_order_is_that_of_hearing(int hours)
    {
        using var folder = new TempFolder();
        await using var journal = SqliteJournal.Open(folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        var entries = await RunAsync(journal, ClockQuality.Synchronised, second =>
        {
            if (second == 30)
            {
                _time.Set(TimeSpan.FromHours(hours));
            }

            return null;
        });

        var events = entries.Where(entry => entry.Kind == JournalKind.Event).Select(Parse).ToList();
        // 60 s of two birds that call for 0.64 s of every 2.56 s.
        Assert.InRange(events.Count, 44, 48);
        Assert.Equal(entries.Count(entry => entry.Kind == JournalKind.Detection), events.Count);
        Assert.Equal(events.Select(told => told.BeginSample).Order(), events.Select(told => told.BeginSample));
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Sequence));
        // The distance of positions never jumps; the times follow the clock from the block on in which it was set.
        Assert.All(events, told =>
        {
            var before = At(told);
            var behind = told.Begin - before;
            Assert.True(behind == TimeSpan.Zero || behind == TimeSpan.FromHours(hours), $"{told.Begin:u} at sample {told.BeginSample}");
        });
        Assert.Equal(TimeSpan.Zero, events[0].Begin - At(events[0]));
        Assert.Equal(TimeSpan.FromHours(hours), events[^1].Begin - At(events[^1]));
        Assert.DoesNotContain(entries, entry => entry.Kind is JournalKind.Gap or JournalKind.Correction);
    }

    [Fact]
    public async Task A_station_without_a_clock_logs_from_the_first_second_and_all_its_times_are_right_in_the_end()
    {
        using var folder = new TempFolder();
        await using var journal = SqliteJournal.Open(folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        var wrong = TimeSpan.FromDays(-200);
        _time.Set(wrong);
        var entries = await RunAsync(journal, ClockQuality.Unsynchronised, second =>
        {
            if (second == 30)
            {
                _time.Set(-wrong);
                return ClockQuality.Synchronised;
            }

            return null;
        });

        var events = entries.Where(entry => entry.Kind == JournalKind.Event).Select(Parse).ToList();
        var corrections = entries.Where(entry => entry.Kind == JournalKind.Correction).Select(Parse).ToList();
        Assert.InRange(events.Count, 44, 48);
        Assert.All(events, told => Assert.Equal("boot-1", told.Boot));
        Assert.Contains(events, told => told.Clock == "unsynchronised" && told.BeginSample < 3_000);
        Assert.Contains(events, told => told.Clock == "synchronised");
        Assert.Equal(events.Where(told => told.Clock == "unsynchronised").Select(told => told.Id), corrections.Select(told => told.Id));
        var last = events.Where(told => told.Clock == "synchronised").Concat(corrections);
        Assert.Equal(events.Count, last.Count());
        Assert.All(last, told =>
        {
            var real = At(told);
            Assert.InRange((told.Begin - real).Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(2));
        });
    }

    /// <summary>When it was heard by a clock that is right and was never set.</summary>
    private static DateTimeOffset At(Told told) => PipelineBench.Start.AddMilliseconds(told.BeginSample * (1_000 / PipelineBench.Rate));

    private static Told Parse(JournalEntry entry)
    {
        var root = JsonDocument.Parse(entry.Payload).RootElement;
        return new Told(
            entry.Id,
            root.GetProperty("begin_sample").GetInt64(),
            DateTimeOffset.Parse(root.GetProperty("begin").GetString()!, CultureInfo.InvariantCulture),
            root.GetProperty("clock").GetString()!,
            root.GetProperty("boot").GetString()!);
    }

    /// <summary>Runs 60 s of sound, and a look at the clock each second, as the station's watch does.</summary>
    private async Task<IReadOnlyList<JournalEntry>> RunAsync(SqliteJournal journal, ClockQuality quality, Func<int, ClockQuality?> each)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ISampleSink? heard = null;
        await using var bench = new PipelineBench(
            () => new ScriptedSource(PipelineBench.Microphone(), (sink, cancellation) =>
            {
                Volatile.Write(ref heard, sink);
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }),
            _time)
        {
            JournalOver = journal,
        };
        bench.Clock.Quality = quality;
        bench.Classifier.Probability = window => window % 40 < 10 ? 0.9f : 0.1f;
        var run = bench.RunAsync(stop.Token);
        await Eventually.TrueAsync(() => Volatile.Read(ref heard) is not null, TimeSpan.FromSeconds(20), () => "it does not run");
        // Time that the reader needed to see the last block; the next block comes that much sooner.
        var borrowed = TimeSpan.Zero;
        for (var block = 0; block < 600; block++)
        {
            if (block % 10 == 0)
            {
                bench.Clock.Quality = each(block / 10) ?? bench.Clock.Quality;
                if (bench.Station.HasBecomeGood())
                {
                    journal.Correct(new ClockBasis(bench.Station.Boot, IsSynchronised: true, bench.Station.Offset));
                }
            }

            _monotonic.Advance(BlockTime > borrowed ? BlockTime - borrowed : TimeSpan.Zero);
            borrowed = borrowed > BlockTime ? borrowed - BlockTime : TimeSpan.Zero;
            heard!.Write(PipelineBench.Noise(BlockSamples, block));
            if (block % 10 == 9)
            {
                // The reader looks at the ring as time passes; it keeps up.
                await Eventually.TrueAsync(
                    () =>
                    {
                        if (bench.Counts.Pending <= PipelineBench.WindowSamples + PipelineBench.StrideSamples)
                        {
                            return true;
                        }

                        borrowed += TimeSpan.FromMilliseconds(1);
                        _monotonic.Advance(TimeSpan.FromMilliseconds(1));
                        return false;
                    },
                    TimeSpan.FromSeconds(20),
                    () => bench.Counts.ToString());
            }
        }

        await stop.CancelAsync();
        await Eventually.TrueAsync(
            () =>
            {
                _monotonic.Advance(TimeSpan.FromMilliseconds(60));
                return run.IsCompleted;
            },
            TimeSpan.FromSeconds(20),
            () => bench.Status.State.ToString());
        await run;
        await journal.FlushAsync(TestContext.Current.CancellationToken);
        return journal.Read(0, 10_000);
    }

    private sealed record Told(Guid Id, long BeginSample, DateTimeOffset Begin, string Clock, string Boot);
}
