using AvianVox.Audio;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;
using AvianVox.Listening.Status;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using CsCheck;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>Sources that wait: nothing is dropped, all is heard.</summary>
public sealed class RecordingPipelineTests
{
    [Fact]
    public void All_windows_reach_the_classifier_and_all_samples_are_classified()
    {
        Gen.Select(Gen.Int[0, 1_500], Gen.Int[1, 400], Gen.Int[1, 4]).Sample(
            (length, block, batch) =>
            {
                var samples = PipelineBench.Noise(length);
                var bench = Play(samples, block, batch).GetAwaiter().GetResult();
                var expected = ExpectedWindows(samples);
                Assert.Equal(expected.Count, bench.Classifier.Windows.Count);
                Assert.All(bench.Classifier.Windows.Zip(expected), pair => Assert.Equal(pair.Second, pair.First));
                Assert.Equal(new SampleCounts(length, length, 0, 0), bench.Counts);
                Assert.Equal(length / 1_000.0, bench.Journal.Effort.Sum(effort => effort.ClassifiedSeconds), 9);
                Assert.Empty(bench.Journal.Gaps);
            },
            iter: 100);
    }

    [Fact]
    public async Task A_recording_shorter_than_a_window_is_heard_in_one()
    {
        var bench = await Play(PipelineBench.Noise(50), 50);
        Assert.Single(bench.Classifier.Windows);
        Assert.Equal(SourceState.Ended, bench.Status.State);
    }

    [Fact]
    public async Task Detections_lie_where_their_windows_lie()
    {
        await using var bench = Bench(PipelineBench.Noise(1_000), 100, 2);
        bench.Classifier.Probability = window => window is 4 or 5 ? 0.9f : 0;
        await bench.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [(JournalKind.Detection, "comcuc"), (JournalKind.Detection, "gretit1"), (JournalKind.Event, "comcuc"), (JournalKind.Event, "gretit1")],
            bench.Journal.Detections.Select(pair => (pair.Kind, pair.Detection.Label.Code)));
        var ended = bench.Journal.Detections[2].Detection;
        Assert.Equal(4 * PipelineBench.StrideSamples, ended.BeginSample);
        Assert.Equal((5 * PipelineBench.StrideSamples) + PipelineBench.WindowSamples, ended.EndSample);
        Assert.Equal(PipelineBench.Start.AddMilliseconds(4 * PipelineBench.StrideSamples), ended.Begin);
    }

    [Fact]
    public async Task A_detection_at_the_end_ends_with_the_recording()
    {
        await using var bench = Bench(PipelineBench.Noise(1_000), 100);
        bench.Classifier.Probability = _ => 0.9f;
        await bench.RunAsync(TestContext.Current.CancellationToken);
        var ended = bench.Journal.Detections.Last(pair => pair.Kind == JournalKind.Event).Detection;
        Assert.Equal(1_000, ended.EndSample);
    }

    [Fact]
    public async Task A_recording_that_breaks_off_is_heard_up_to_there_and_the_fault_is_told()
    {
        var samples = PipelineBench.Noise(500);
        await using var bench = new PipelineBench(() => new ScriptedSource(PipelineBench.Recording(), async (sink, stop) =>
        {
            await sink.WaitForSpaceAsync(samples.Length, stop);
            sink.Write(samples);
            throw new AudioException("damaged");
        }));
        var fault = await Assert.ThrowsAsync<AudioException>(() => bench.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal("damaged", fault.Message);
        Assert.Equal(new SampleCounts(500, 500, 0, 0), bench.Counts);
        Assert.Equal(SourceState.Failed, bench.Status.State);
        Assert.Equal("damaged", bench.Status.Snapshot().Fault);
    }

    [Fact]
    public async Task A_slow_classifier_holds_a_recording_up_and_loses_nothing()
    {
        var samples = PipelineBench.Noise(4_000);
        await using var bench = Bench(samples, 100);
        bench.Options.RingSeconds = 1;
        bench.Classifier.Shut();
        var run = bench.RunAsync(TestContext.Current.CancellationToken);
        await TestSupport.Eventually.TrueAsync(() => bench.Counts is { Captured: > 1_000, Classified: 0 } counts && counts.Captured == counts.Pending, TimeSpan.FromSeconds(10), () => bench.Counts.ToString());
        bench.Classifier.Open();
        await run;
        Assert.Equal(new SampleCounts(4_000, 4_000, 0, 0), bench.Counts);
    }

    /// <summary>The recording has ended when the classifier breaks, and the window stage waits for a free window buffer, or for a place in the channel.</summary>
    [Fact]
    public async Task A_classifier_that_breaks_behind_the_end_of_the_recording_ends_the_pipeline()
    {
        await using var bench = Bench(PipelineBench.Noise(2_000), 100);
        bench.Classifier.Shut();
        bench.Classifier.Probability = _ => throw new InvalidOperationException("a bug");
        var run = bench.RunAsync(TestContext.Current.CancellationToken);
        await TestSupport.Eventually.TrueAsync(() => bench.Status.State == SourceState.Ended, TimeSpan.FromSeconds(10), () => bench.Counts.ToString());
        bench.Classifier.Open();
        await AssertBreaksAsync(run);
    }

    [Fact]
    public async Task A_classifier_that_breaks_while_the_recording_waits_ends_the_pipeline()
    {
        await using var bench = Bench(PipelineBench.Noise(20_000), 100);
        bench.Options.RingSeconds = 1;
        bench.Classifier.Probability = _ => throw new InvalidOperationException("a bug");
        await AssertBreaksAsync(bench.RunAsync(TestContext.Current.CancellationToken));
    }

    private static async Task AssertBreaksAsync(Task run)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => run.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System));
        Assert.Equal("a bug", fault.Message);
    }

    private static PipelineBench Bench(float[] samples, int block, int maxBatch = 1) => new(
        () => new ScriptedSource(PipelineBench.Recording(), async (sink, stop) =>
        {
            foreach (var part in samples.Chunk(block))
            {
                await sink.WaitForSpaceAsync(part.Length, stop);
                sink.Write(part);
            }
        }),
        maxBatch: maxBatch);

    private static async Task<PipelineBench> Play(float[] samples, int block, int maxBatch = 1)
    {
        await using var bench = Bench(samples, block, maxBatch);
        await bench.RunAsync(CancellationToken.None);
        return bench;
    }

    /// <summary>What the stream of features gives for the samples and, behind them, as many of the first again as one window more may need.</summary>
    private static List<float[]> ExpectedWindows(float[] samples)
    {
        var windows = new WindowCollector();
        var stream = new WindowStream(PipelineBench.Spec, 2);
        stream.Push(samples, windows);
        for (var (covered, next) = (windows.Covered, 0); covered < samples.Length; covered = windows.Covered, next++)
        {
            stream.Push([samples[next % samples.Length]], windows);
        }

        return windows.Windows;
    }

    private sealed class WindowCollector : IWindowSink
    {
        public List<float[]> Windows { get; } = [];

        public long Covered { get; private set; }

        public void OnWindow(long firstSample, ReadOnlySpan<float> window)
        {
            Windows.Add(window.ToArray());
            Covered = firstSample + PipelineBench.WindowSamples;
        }
    }
}
