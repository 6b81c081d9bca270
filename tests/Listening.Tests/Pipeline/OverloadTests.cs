using AvianVox.Audio.Sources;
using AvianVox.Listening.Status;
using AvianVox.StationSupport;
using AvianVox.TestSupport;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>A classifier that is ten times too slow, and then is not.</summary>
public sealed class OverloadTests
{
    private const int Slowness = 10;

    /// <summary>Strides while it is slow: many times what ring and buffers hold.</summary>
    private const int SlowStrides = 3_000;

    /// <summary>Strides once it is fast.</summary>
    private const int FastStrides = 300;

    /// <summary>All that may ever wait: the ring, a block in the window stage, four windows in buffers and one in the classifier.</summary>
    private const int MostPending = RingSamples + 4_096 + (5 * PipelineBench.WindowSamples);

    private const int RingSeconds = 30;
    private const int RingSamples = RingSeconds * PipelineBench.Rate;

    /// <summary>What waits at most once the stages before the classifier have done their work: half a ring, a block, the windows.</summary>
    private const int KeptUp = (RingSamples / 2) + 4_096 + 2_000;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Capture_goes_on_drops_are_counted_memory_is_bounded_and_all_is_heard_again_when_it_is_fast()
    {
        using var turns = new SemaphoreSlim(0);
        PipelineBench? bench = null;
        var slow = default(SampleCounts);
        var recovered = default(SampleCounts);
        await using var created = bench = new PipelineBench(() => new ScriptedSource(PipelineBench.Microphone(), async (sink, _) =>
        {
            var stride = PipelineBench.Noise(PipelineBench.StrideSamples);
            for (var count = 1; count <= SlowStrides; count++)
            {
                Write(sink, stride, count);
                if (count % Slowness == 0)
                {
                    turns.Release();
                    // A microphone's second lasts a second: the stages before the classifier keep up with it.
                    await Eventually.TrueAsync(() => bench!.Counts.Pending <= KeptUp, Bound, () => bench!.Counts.ToString());
                }
            }

            slow = bench!.Counts;
            bench.Classifier.Turns = null;
            turns.Release(MostPending);
            await Eventually.TrueAsync(() => bench.Counts.Pending < 2 * PipelineBench.WindowSamples, Bound, () => bench.Counts.ToString());
            recovered = bench.Counts;
            for (var count = SlowStrides + 1; count <= SlowStrides + FastStrides; count++)
            {
                Write(sink, stride, count);
                await Eventually.TrueAsync(() => bench.Counts.Pending < 2 * PipelineBench.WindowSamples, Bound, () => bench.Counts.ToString());
            }
        }));
        bench.Options.RingSeconds = RingSeconds;
        bench.Classifier.KeepsWindows = false;
        bench.Classifier.Turns = turns;

        await bench.RunAsync(CancellationToken.None);

        // While it was slow, about one window in ten was classified and the others given up, in few long gaps.
        Assert.InRange((double)slow.Classified / slow.Captured, 0.5 / Slowness, 2.0 / Slowness);
        Assert.True(slow.Dropped > slow.Captured / 2, slow.ToString());
        var counts = bench.Counts;
        Assert.All(bench.Journal.Gaps, gap => Assert.Equal(GapCause.ClassifierBehind, gap.Cause));
        Assert.Equal(recovered.Dropped, bench.Journal.Gaps.Sum(gap => gap.Samples));
        Assert.InRange(bench.Journal.Gaps.Count, 1, SlowStrides / Slowness);
        // Once it is fast, all is heard again, but for the end that no window covers.
        Assert.Equal((SlowStrides + FastStrides) * PipelineBench.StrideSamples, counts.Captured);
        Assert.InRange(counts.Dropped - recovered.Dropped, 0, PipelineBench.StrideSamples);
        Assert.Equal(0, counts.Pending);
        Assert.Equal(0, bench.Status.Snapshot().Losses);

        void Write(ISampleSink sink, float[] stride, int count)
        {
            // It returns at once, whatever the classifier does.
            sink.Write(stride);
            var now = bench!.Counts;
            Assert.Equal(count * PipelineBench.StrideSamples, now.Captured);
            Assert.Equal(now.Captured, now.Classified + now.Dropped + now.Pending);
            Assert.InRange(now.Pending, 0, MostPending);
        }
    }
}
