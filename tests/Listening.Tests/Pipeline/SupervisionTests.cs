using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Status;
using AvianVox.Station.Scheduling;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>Devices that are there and deaf, and devices that rest: what health says, what the journal says, and how much counts as effort.</summary>
public sealed class SupervisionTests : IAsyncDisposable
{
    private const int BlockSamples = PipelineBench.Rate / 10;
    private static readonly TimeSpan BlockTime = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new(PipelineBench.Start);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly float[] _noise = PipelineBench.Noise(BlockSamples);
    private readonly float[] _zeros = new float[BlockSamples];
    private PipelineBench? _bench;
    private Task _run = Task.CompletedTask;
    /// <summary>Held while a block is written: a source that ends waits for it, as the contract says.</summary>
    private readonly Lock _writing = new();
    private ISampleSink? _sink;
    private volatile int _opened;
    private volatile bool _isAway;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }

        _stop.Dispose();
    }

    [Fact]
    public async Task Digital_silence_is_noticed_within_ten_seconds_is_no_effort_and_ends_with_the_first_sound()
    {
        var bench = Start();
        await PlayAsync(_noise, 20);
        Assert.Equal(SourceState.Listening, bench.Status.State);
        var seconds = await PlayUntilAsync(_zeros, () => bench.Status.State == SourceState.Silent);
        Assert.InRange(seconds, 8, 10);
        Assert.Contains("digital silence", bench.Status.Snapshot().Fault, StringComparison.Ordinal);
        var captured = bench.Counts.Captured;

        // It is opened again and again, and still gives nothing.
        await PlayUntilAsync(_zeros, () => _opened >= 3);
        Assert.Equal(SourceState.Silent, bench.Status.State);
        Assert.Equal(1, bench.Status.Snapshot().Losses);
        Assert.Equal(captured, bench.Counts.Captured);

        await PlayUntilAsync(_noise, () => bench.Status.State == SourceState.Listening);
        Assert.Null(bench.Status.Snapshot().Fault);
        await PlayAsync(_noise, 20);
        await EndAsync();
        Assert.All(bench.Journal.Gaps, gap => Assert.Equal(GapCause.Silence, gap.Cause));
        AssertWhole(bench);
        // Heard: the noise, and the eight seconds that might have been silence of a moment.
        Assert.InRange(bench.Journal.Effort.Sum(minute => minute.CapturedSeconds), 12, 13);
    }

    [Fact]
    public async Task A_silent_device_that_is_then_lost_is_lost_and_silent_again_when_it_is_back()
    {
        var bench = Start();
        await PlayAsync(_noise, 5);
        await PlayUntilAsync(_zeros, () => bench.Status.State == SourceState.Silent);
        _isAway = true;
        await PlayUntilAsync(_zeros, () => bench.Status.State == SourceState.Lost);
        Assert.Contains("unplugged", bench.Status.Snapshot().Fault, StringComparison.Ordinal);
        _isAway = false;
        await PlayUntilAsync(_zeros, () => bench.Status.State == SourceState.Silent);
        await PlayUntilAsync(_noise, () => bench.Status.State == SourceState.Listening);
        Assert.Equal(1, bench.Status.Snapshot().Losses);
        await EndAsync();
        AssertWhole(bench);
    }

    [Fact]
    public async Task A_wrong_rate_is_noticed_within_ten_seconds_and_held_back_until_the_right_one_is_shown()
    {
        var bench = Start(isMicrophone: true);
        await PlayAsync(_noise, 100);
        var half = PipelineBench.Noise(BlockSamples / 2);
        var seconds = await PlayUntilAsync(half, () => bench.Status.State == SourceState.Lost);
        Assert.InRange(seconds, 3, 10);
        Assert.Contains("500 samples a second", bench.Status.Snapshot().Fault, StringComparison.Ordinal);
        var captured = bench.Counts.Captured;
        await PlayUntilAsync(half, () => _opened >= 3);
        Assert.Equal(captured, bench.Counts.Captured);
        await PlayUntilAsync(_noise, () => bench.Status.State == SourceState.Listening);
        Assert.Null(bench.Status.Snapshot().Fault);
        await EndAsync();
        Assert.Contains(bench.Journal.Gaps, gap => gap.Cause == GapCause.WrongRate);
    }

    [Fact]
    public async Task A_pause_is_a_gap_of_its_own_cause_no_fault_and_no_effort()
    {
        // PipelineBench starts at 04:00.
        Assert.True(Schedule.TryParse("04:00..04:01, 04:02..05:00", out var spans));
        var bench = Start(schedule: new Schedule(spans, new Place(TimeZoneInfo.Utc, 0, 0)));
        await PlayUntilAsync(_noise, () => bench.Status.State == SourceState.Paused);
        Assert.Null(bench.Status.Snapshot().Fault);
        Assert.InRange((_time.GetUtcNow() - PipelineBench.Start).TotalSeconds, 59.9, 61.5);
        await PlayUntilAsync(_noise, () => bench.Status.State == SourceState.Listening);
        Assert.InRange((_time.GetUtcNow() - PipelineBench.Start).TotalSeconds, 119.9, 123);
        await PlayAsync(_noise, 30);
        await EndAsync();
        Assert.All(bench.Journal.Gaps, gap => Assert.Equal(GapCause.Paused, gap.Cause));
        Assert.InRange(bench.Journal.Gaps.Sum(gap => gap.Seconds), 57, 63);
        Assert.Equal(0, bench.Status.Snapshot().Losses);
        Assert.Equal(0, bench.Status.Snapshot().MissingSamples);
        // The minute of the pause has next to no effort.
        Assert.InRange(bench.Journal.Effort.Where(minute => minute.Minute == PipelineBench.Start.AddMinutes(1)).Sum(minute => minute.CapturedSeconds), 0, 2);
    }

    [Fact]
    public async Task Samples_that_the_device_drops_are_counted_and_told_for_a_while()
    {
        var bench = Start();
        await PlayAsync(_noise, 20);
        _sink!.WriteGap(50, GapCause.Overflow);
        await PlayUntilAsync(_noise, () => bench.Status.Snapshot().Overruns == 1);
        Assert.Contains("Samples are lost", bench.Status.Snapshot().Fault, StringComparison.Ordinal);
        Assert.Equal(SourceState.Listening, bench.Status.State);
        await PlayAsync(_noise, 650);
        Assert.Null(bench.Status.Snapshot().Fault);
        await EndAsync();
    }

    private PipelineBench Start(Schedule? schedule = null, bool isMicrophone = false)
    {
        _bench = new PipelineBench(Create, _time, isDevice: true) { Schedule = schedule };
        _bench.Options.Input = isMicrophone ? "mic" : "-";
        _run = _bench.RunAsync(_stop.Token);
        return _bench;
    }

    private ScriptedSource Create()
    {
        Interlocked.Increment(ref _opened);
        return new ScriptedSource(
            PipelineBench.Microphone(),
            async (sink, stop) =>
            {
                lock (_writing)
                {
                    _sink = sink;
                }

                try
                {
                    while (!_isAway)
                    {
                        await Task.Delay(BlockTime, _time, stop);
                    }
                }
                finally
                {
                    lock (_writing)
                    {
                        _sink = null;
                    }
                }

                throw new AudioException("was it unplugged?");
            },
            _isAway ? new AudioException("was it unplugged?") : null);
    }

    private async Task PlayAsync(float[] block, int blocks)
    {
        await Eventually.TrueAsync(() => _sink is not null, TimeSpan.FromSeconds(20), () => "it does not run");
        for (var count = 1; count <= blocks; count++)
        {
            Write(block);
            if (count % 20 == 0 || count == blocks)
            {
                await Eventually.TrueAsync(() => !IsBehind(), TimeSpan.FromSeconds(20), () => "the pipeline does not take what was played");
            }
        }
    }

    /// <summary>Plays until a condition holds, giving the pipeline's threads room, and tells for how long.</summary>
    private async Task<double> PlayUntilAsync(float[] block, Func<bool> condition)
    {
        var begin = _time.GetUtcNow();
        await Eventually.TrueAsync(
            () =>
            {
                if (condition())
                {
                    return true;
                }

                Write(block);
                return false;
            },
            TimeSpan.FromSeconds(60),
            () => $"at {_time.GetUtcNow():HH:mm:ss} it is {_bench!.Status.State}, opened {_opened} times");
        return (_time.GetUtcNow() - begin).TotalSeconds;
    }

    private void Write(float[] block)
    {
        _time.Advance(BlockTime);
        lock (_writing)
        {
            _sink?.Write(block);
        }
    }

    private bool IsBehind()
    {
        // The reader looks at the ring as time passes.
        if (_bench!.Counts is { Pending: > PipelineBench.WindowSamples + PipelineBench.StrideSamples })
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return true;
        }

        return false;
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync();
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(60));
                return _run.IsCompleted;
            },
            TimeSpan.FromSeconds(20),
            () => "it does not end");
        await _run;
    }

    private static void AssertWhole(PipelineBench bench)
    {
        var counts = bench.Counts;
        Assert.Equal(counts.Captured, counts.Classified + counts.Dropped + counts.Pending);
    }
}
