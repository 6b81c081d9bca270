using AvianVox.Audio.Sources;
using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Status;
using AvianVox.StationSupport;

namespace AvianVox.Listening.Tests.Pipeline;

public sealed class WindowStageAllocationTests
{
    /// <summary>From a microphone's 48 kHz to the default features: the work of a station, frame by frame.</summary>
    [Fact]
    public async Task Frames_allocate_nothing()
    {
        var spec = new FeatureSpec();
        var format = PipelineBench.Microphone(48_000);
        const int Seconds = 20;
        await using var journal = new MemoryJournal();
        // A collection that another test starts books some kilobytes here, so the best of a few rounds counts.
        var least = long.MaxValue;
        for (var round = 0; round < 10 && least > 0; round++)
        {
            var brief = await AllocatedAsync(spec, format, journal, Seconds);
            var lengthy = await AllocatedAsync(spec, format, journal, 3 * Seconds);
            // What it costs to build and start the stage is the same for both; what is over comes from the frames.
            least = Math.Min(least, Math.Abs(lengthy - brief));
        }

        Assert.Equal(0, least);
    }

    private static async Task<long> AllocatedAsync(FeatureSpec spec, SourceFormat format, MemoryJournal journal, int seconds)
    {
        // Everything fits without waiting, so that the stage runs on this thread from beginning to end.
        const int Windows = 100;
        using var feed = new SampleFeed(60 * format.SampleRate, TimeProvider.System);
        var reader = feed.CreateReader();
        var status = new SourceStatus("mic", _ => { });
        var source = SourceContext.Create(format, journal, status, new StationClock(new FakeClock(), TimeProvider.System));
        source.Clock.Anchor(0, PipelineBench.Start);
        feed.Write(PipelineBench.Noise(seconds * format.SampleRate));
        feed.Complete();
        var queue = new WindowQueue(Windows, spec.WindowValues);
        // A channel grows with what it holds; this one has held its most before.
        for (var window = 0; window < Windows; window++)
        {
            Assert.True(queue.Writer.TryWrite(default));
        }

        while (queue.Reader.TryRead(out _))
        {
        }

        var frontEnd = new ResamplingFrontEnd(new WindowStream(spec, 32), format.SampleRate, WindowStage.BlockSamples);
        var account = new BranchAccount(source, () => feed.Position, "test 1", isFirst: true);
        var stage = new WindowStage(source, reader, frontEnd, queue, account);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = stage.RunAsync(CancellationToken.None, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(run.IsCompletedSuccessfully);
        await run;
        Assert.InRange(queue.Reader.Count, seconds, Windows);
        return allocated;
    }
}
