using System.Threading.Channels;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Status;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using CsCheck;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>Sources that do not wait: what cannot be processed is dropped, counted and marked.</summary>
public sealed class LivePipelineTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <summary>Length of a written block; negative: of a gap.</summary>
    private static readonly Gen<int[]> Script = Gen.OneOf(Gen.Int[1, 400], Gen.Int[-300, -1]).Array[0, 30];

    [Fact]
    public void Whatever_comes_every_sample_is_accounted_for()
    {
        Gen.Select(Script, Gen.Int[0, 12], Gen.Int[1, 3]).Sample(
            (script, openAt, batch) => PlayAsync(script, openAt, batch).GetAwaiter().GetResult(),
            iter: 60);

        // Shuts the classifier at first and opens it when the script has come to openAt, so that windows are dropped at any place.
        static async Task PlayAsync(int[] script, int openAt, int batch)
        {
            PipelineBench? bench = null;
            await using var created = bench = new PipelineBench(
                () => new ScriptedSource(PipelineBench.Microphone(), async (sink, _) =>
                {
                    for (var step = 0; step < script.Length; step++)
                    {
                        if (step == openAt)
                        {
                            bench!.Classifier.Open();
                        }

                        if (script[step] > 0)
                        {
                            sink.Write(PipelineBench.Noise(script[step], step));
                        }
                        else
                        {
                            sink.WriteGap(-script[step], GapCause.Overflow);
                        }

                        AssertBalanced(bench!.Counts);
                        await Task.Yield();
                    }

                    bench!.Classifier.Open();
                }),
                maxBatch: batch);
            bench.Classifier.Shut();
            await bench.RunAsync(CancellationToken.None);

            var captured = script.Where(length => length > 0).Sum();
            var missing = -script.Where(length => length < 0).Sum();
            var counts = bench.Counts;
            AssertBalanced(counts);
            Assert.Equal(captured, counts.Captured);
            Assert.Equal(0, counts.Pending);
            Assert.Equal(missing, bench.Status.Snapshot().MissingSamples);
            Assert.Equal(missing, bench.Journal.Gaps.Where(gap => gap.Cause == GapCause.Overflow).Sum(gap => gap.Samples));
            Assert.True(bench.Journal.Gaps.Where(gap => gap.Cause == GapCause.ClassifierBehind).Sum(gap => gap.Samples) <= counts.Dropped);
            Assert.Equal(counts.Captured / 1_000.0, bench.Journal.Effort.Sum(effort => effort.CapturedSeconds), 6);
            Assert.Equal(counts.Classified / 1_000.0, bench.Journal.Effort.Sum(effort => effort.ClassifiedSeconds), 6);
            Assert.Equal(counts.Dropped / 1_000.0, bench.Journal.Effort.Sum(effort => effort.DroppedSeconds), 6);
        }
    }

    [Fact]
    public async Task A_slow_classifier_drops_windows_at_one_place_counted_and_marked()
    {
        await using var microphone = new Microphone();
        var bench = microphone.Bench;
        bench.Classifier.Shut();
        bench.Classifier.Probability = _ => 0.9f;
        var run = bench.RunAsync(microphone.Stop);

        // The ring holds 10,000 samples, the stage takes 4,096 at once. One window is in the classifier, four wait in the
        // pool's buffers; the sixth finds none, and the ring is not half full yet: nothing is dropped.
        microphone.Write(8_000);
        await Eventually.TrueAsync(() => bench.Classifier.Calls == 1, Bound, () => "the first window was not classified");
        Assert.Equal(0, bench.Counts.Dropped);

        // Now it is: the rest of the 62 windows that end in the first block goes. Behind the next block it is below a quarter.
        const long Kept = 5 * PipelineBench.StrideSamples;
        const long Dropped = (62 - 5) * PipelineBench.StrideSamples;
        microphone.Write(2_000);
        await Eventually.TrueAsync(() => bench.Counts.Dropped == Dropped, Bound, () => bench.Counts.ToString());
        AssertBalanced(bench.Counts);

        bench.Classifier.Open();
        await microphone.EndAsync(run);

        const long Tail = (10_000 - PipelineBench.WindowSamples) % PipelineBench.StrideSamples;
        Assert.Equal(new SampleCounts(10_000, 10_000 - Dropped - Tail, Dropped + Tail, 0), bench.Counts);
        var gap = Assert.Single(bench.Journal.Gaps);
        Assert.Equal((Kept, Dropped, GapCause.ClassifierBehind), (gap.BeginSample, gap.Samples, gap.Cause));
        // A detection that was going on ended at the gap.
        Assert.Equal((4 * PipelineBench.StrideSamples) + PipelineBench.WindowSamples, bench.Journal.Detections.First(pair => pair.Kind == JournalKind.Event).Detection.EndSample);
    }

    [Fact]
    public async Task No_window_spans_a_gap_and_what_no_window_covers_is_dropped()
    {
        await using var microphone = new Microphone();
        var bench = microphone.Bench;
        bench.Classifier.Probability = _ => 0.9f;
        var run = bench.RunAsync(microphone.Stop);
        microphone.Write(PipelineBench.WindowSamples + PipelineBench.StrideSamples + 10);
        microphone.Sink.WriteGap(5_000, GapCause.Overflow);
        microphone.Write(PipelineBench.WindowSamples - 1);
        await microphone.EndAsync(run);

        Assert.Equal(2, bench.Classifier.Windows.Count);
        Assert.Equal(new SampleCounts(microphone.Written, 224, 10 + 159, 0), bench.Counts);
        var gap = Assert.Single(bench.Journal.Gaps);
        Assert.Equal((234L, 5_000L, GapCause.Overflow), (gap.BeginSample, gap.Samples, gap.Cause));
        Assert.Equal(5, gap.Seconds);
        Assert.Equal(5_000, bench.Status.Snapshot().MissingSamples);
        Assert.All(bench.Journal.Detections.Where(pair => pair.Kind == JournalKind.Event), pair => Assert.Equal(224, pair.Detection.EndSample));
    }

    [Fact]
    public async Task What_the_ring_could_not_hold_is_an_overrun()
    {
        await using var microphone = new Microphone();
        var bench = microphone.Bench;
        bench.Options.RingSeconds = 2;
        var run = bench.RunAsync(microphone.Stop);
        microphone.Write(5_000);
        await microphone.EndAsync(run);
        var gap = bench.Journal.Gaps[0];
        Assert.Equal((0L, 3_000L, GapCause.Overrun), (gap.BeginSample, gap.Samples, gap.Cause));
        Assert.Equal(5_000, bench.Counts.Captured);
        Assert.InRange(bench.Counts.Dropped, 3_000, 3_000 + PipelineBench.StrideSamples);
        AssertBalanced(bench.Counts);
    }

    [Fact]
    public async Task Stopping_works_through_what_was_captured_and_ends_what_goes_on()
    {
        await using var microphone = new Microphone();
        var bench = microphone.Bench;
        bench.Classifier.Probability = _ => 0.9f;
        var run = bench.RunAsync(microphone.Stop);
        microphone.Write(1_000);
        await microphone.EndAsync(run);
        Assert.Equal(0, bench.Counts.Pending);
        Assert.Equal(SourceState.Ended, bench.Status.State);
        Assert.Equal(bench.Journal.Detections.Select(pair => pair.Detection.Id).Distinct().Count() * 2, bench.Journal.Detections.Count);
    }

    [Fact]
    public async Task Giving_up_leaves_what_is_under_way_pending()
    {
        await using var microphone = new Microphone();
        var bench = microphone.Bench;
        using var abort = new CancellationTokenSource();
        bench.Classifier.Shut();
        var run = bench.RunAsync(microphone.Stop, abort.Token);
        microphone.Write(1_000);
        await Eventually.TrueAsync(() => bench.Classifier.Calls == 1, Bound, () => "the first window was not classified");
        await abort.CancelAsync();
        bench.Classifier.Open();
        await microphone.EndAsync(run);
        AssertBalanced(bench.Counts);
        Assert.True(bench.Counts.Pending > 0);
    }

    private static void AssertBalanced(SampleCounts counts)
    {
        Assert.Equal(counts.Captured, counts.Classified + counts.Dropped + counts.Pending);
        Assert.True(counts.Pending >= 0, counts.ToString());
    }

    /// <summary>A live source that a test plays by hand.</summary>
    private sealed class Microphone : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        private readonly Channel<ISampleSink> _sink = Channel.CreateBounded<ISampleSink>(1);
        private ISampleSink? _open;

        public Microphone()
        {
            Bench = new PipelineBench(() => new ScriptedSource(PipelineBench.Microphone(), async (sink, stop) =>
            {
                await _sink.Writer.WriteAsync(sink, stop);
                var stopped = new TaskCompletionSource();
                await using var _ = stop.Register(stopped.SetResult);
                await stopped.Task;
            }));
        }

        public PipelineBench Bench { get; }

        public CancellationToken Stop => _stop.Token;

        public long Written { get; private set; }

        public ISampleSink Sink => _open ??= _sink.Reader.ReadAsync().AsTask().GetAwaiter().GetResult();

        public void Write(int samples)
        {
            Sink.Write(PipelineBench.Noise(samples));
            Written += samples;
        }

        public async Task EndAsync(Task run)
        {
            await _stop.CancelAsync();
            await run;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Bench.DisposeAsync();
            _stop.Dispose();
        }
    }
}
