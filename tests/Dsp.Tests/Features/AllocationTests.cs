using AvianVox.Dsp.Features;
using AvianVox.Dsp.Windows;
using AvianVox.TestSupport;

namespace AvianVox.Dsp.Tests.Features;

public class AllocationTests
{
    [Fact]
    public void Streaming_allocates_nothing_after_construction()
    {
        var stream = new WindowStream(new FeatureSpec(), 8);
        var samples = TestSignal.Wandering(50_000, 3);
        var sink = new Counter();
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                stream.Push(samples, sink);
            }

            stream.Reset(0);
            stream.Push(samples, sink);
        }));
        Assert.True(sink.Windows > 50);
    }

    private sealed class Counter : IWindowSink
    {
        public int Windows { get; private set; }

        public void OnWindow(long firstSample, ReadOnlySpan<float> window) => Windows++;
    }
}
