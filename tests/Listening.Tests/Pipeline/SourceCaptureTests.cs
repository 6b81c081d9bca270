using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Status;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>Devices that go and come back.</summary>
public sealed class SourceCaptureTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_lost_device_is_tried_again_and_positions_stay_time()
    {
        var time = new FakeTimeProvider(PipelineBench.Start);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var created = new List<ScriptedSource>();
        var cues = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToArray();

        async Task FirstAsync(ISampleSink sink, CancellationToken cancellation)
        {
            await cues[0].Task;
            sink.Write(PipelineBench.Noise(1_000));
            await cues[1].Task;
            throw new AudioException("no samples for 3 s");
        }

        async Task SecondAsync(ISampleSink sink, CancellationToken cancellation)
        {
            await cues[2].Task;
            sink.Write(PipelineBench.Noise(1_000));
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }

        IAudioSource Create()
        {
            var source = created.Count switch
            {
                0 => new ScriptedSource(PipelineBench.Microphone(), FirstAsync),
                3 => new ScriptedSource(PipelineBench.Microphone(), SecondAsync),
                _ => new ScriptedSource(PipelineBench.Microphone(), (_, _) => Task.CompletedTask, new AudioException("still away")),
            };
            created.Add(source);
            return source;
        }

        await using var bench = new PipelineBench(Create, time, isDevice: true);
        var run = bench.RunAsync(stop.Token);
        time.Advance(TimeSpan.FromSeconds(1));
        cues[0].SetResult();
        await AwaitAsync(() => bench.Counts.Captured == 1_000);
        time.Advance(TimeSpan.FromSeconds(3));
        await AwaitAsync(() => bench.Status.State == SourceState.Listening);
        cues[1].SetResult();
        await AwaitAsync(() => bench.Status.State == SourceState.Lost);
        Assert.Equal("no samples for 3 s", bench.Status.Snapshot().Fault);
        Assert.Equal(1, bench.Status.Snapshot().Losses);
        await AdvanceUntilAsync(time, () => created.Count == 4 && bench.Status.State == SourceState.Starting);
        time.Advance(TimeSpan.FromSeconds(1));
        cues[2].SetResult();
        await AwaitAsync(() => bench.Counts.Captured == 2_000);
        var resumed = time.GetUtcNow();
        var resumedAt = (long)((resumed - PipelineBench.Start).TotalSeconds * PipelineBench.Rate);
        await AdvanceUntilAsync(time, () => bench.Status.State == SourceState.Listening && bench.Journal.Gaps.Count == 2);
        await stop.CancelAsync();
        await run;

        Assert.Equal(4, created.Count);
        Assert.All(created.Take(3), source => Assert.True(source.IsDisposed));
        Assert.All(bench.Journal.Gaps, gap => Assert.Equal(GapCause.DeviceLost, gap.Cause));
        // What goes on is not kept waiting for the device: the loss so far is written down before the device is back.
        Assert.Equal(1_000, bench.Journal.Gaps[0].BeginSample);
        Assert.Equal(3, bench.Journal.Gaps[0].Seconds);
        Assert.Equal(resumedAt - 1_000, bench.Journal.Gaps[1].BeginSample + bench.Journal.Gaps[1].Samples);
        Assert.Equal(PipelineBench.Start.AddSeconds(1), bench.Journal.Gaps[0].Begin);
        Assert.Equal(2_000, bench.Counts.Captured);
        Assert.Equal(resumedAt - 2_000, bench.Status.Snapshot().MissingSamples);
        Assert.Equal([SourceState.Listening, SourceState.Lost, SourceState.Starting, SourceState.Listening, SourceState.Ended], bench.Changes);
    }

    [Fact]
    public async Task A_device_that_is_not_there_at_start_is_waited_for_where_that_is_wanted()
    {
        var time = new FakeTimeProvider(PipelineBench.Start);
        var attempts = 0;
        await using var capture = new SourceCapture(
            () => new ScriptedSource(PipelineBench.Microphone(), (_, _) => Task.CompletedTask, ++attempts < 4 ? new AudioException("not there") : null),
            isDevice: true,
            new SourceStatus("mic", _ => { }),
            time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        await Assert.ThrowsAsync<AudioException>(() => capture.OpenAsync(wait: false, TestContext.Current.CancellationToken));
        var open = capture.OpenAsync(wait: true, TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(time, () => open.IsCompleted);
        Assert.Equal(PipelineBench.Microphone(), await open);
        Assert.Equal(4, attempts);
    }

    [Fact]
    public void Waits_double_to_half_a_minute_and_start_anew_after_samples()
    {
        var delay = new RetryDelay();
        Assert.Equal([1.0, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => delay.Next().TotalSeconds));
        delay.Reset();
        Assert.Equal(RetryDelay.First, delay.Next());
    }

    private static Task AwaitAsync(Func<bool> condition) => Eventually.TrueAsync(condition, TimeSpan.FromSeconds(30), () => "the pipeline did not get there");

    /// <summary>Lets fake time pass until a condition holds, giving the pipeline's threads room between the steps.</summary>
    private static Task AdvanceUntilAsync(FakeTimeProvider time, Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            time.Advance(Step);
            return false;
        },
        TimeSpan.FromSeconds(30),
        () => $"at {time.GetUtcNow():HH:mm:ss}");
}
