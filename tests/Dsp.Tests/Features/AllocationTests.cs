using AvianVox.Dsp.Features;

namespace AvianVox.Dsp.Tests.Features;

public class AllocationTests
{
    [Fact]
    public void Streaming_allocates_nothing_after_construction()
    {
        var stream = new WindowStream(new FeatureSpec(), 8);
        var samples = TestSignal.Wandering(50_000, 3);
        var sink = new Counter();
        stream.Push(samples, sink);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            stream.Push(samples, sink);
        }

        stream.Reset(0);
        stream.Push(samples, sink);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sink.Windows > 50);
    }

    private sealed class Counter : IWindowSink
    {
        public int Windows { get; private set; }

        public void OnWindow(long firstSample, ReadOnlySpan<float> window) => Windows++;
    }
}
