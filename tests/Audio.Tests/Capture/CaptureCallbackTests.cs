using AvianVox.Audio.Capture;
using AvianVox.Audio.Native;
using AvianVox.Audio.Sources;
using AvianVox.Audio.Tests.Sources;
using AvianVox.TestSupport;

namespace AvianVox.Audio.Tests.Capture;

public class CaptureCallbackTests
{
    private const int Rate = 48_000;
    private const int Block = 480;

    [Theory]
    [InlineData(10.0, 10.03, 960)]
    [InlineData(10.0, 10.01, 1)]
    [InlineData(10.0, 9.0, 1)]
    [InlineData(10.0, 900.0, Block)]
    [InlineData(0.0, 0.0, Block)]
    [InlineData(10.0, 0.0, Block)]
    public void Dropped_samples_become_a_gap_as_long_as_the_device_s_clock_tells(double firstTime, double secondTime, int gap)
    {
        using var callback = new CaptureCallback(Rate);
        var sink = new CollectingSink();
        callback.Start(sink);

        callback.Take(new float[Block], firstTime, 0);
        callback.Take(new float[Block], secondTime, PortAudio.InputOverflow);

        Assert.Equal(gap, sink.GapSamples);
        Assert.Equal(2 * Block, sink.Count);
    }

    [Fact]
    public void Of_several_channels_the_one_wanted_is_heard_whole_and_in_order()
    {
        using var callback = new CaptureCallback(Rate, channel: 3);
        var sink = new CollectingSink();
        callback.Start(sink);
        var frames = Enumerable.Range(0, 3 * 10_000).Select(value => (float)value).ToArray();

        callback.Take(frames, 10.0, 0);
        callback.Take(frames, 10.0 + (10_960.0 / Rate), PortAudio.InputOverflow);

        var third = Enumerable.Range(0, 10_000).Select(frame => (float)((3 * frame) + 2)).ToArray();
        Assert.Equal([.. third, .. third], sink.Samples);
        Assert.Equal(960, sink.GapSamples);
    }

    [Fact]
    public void An_overflow_before_the_first_block_is_no_gap()
    {
        using var callback = new CaptureCallback(Rate);
        var sink = new CollectingSink();
        callback.Start(sink);

        callback.Take(new float[Block], 1, PortAudio.InputOverflow);

        Assert.Equal(0, sink.GapSamples);
    }

    [Fact]
    public void Before_the_start_and_after_the_stop_nothing_is_written()
    {
        using var callback = new CaptureCallback(Rate);
        var sink = new CollectingSink();
        Assert.Equal(PortAudio.Continue, callback.Take(new float[Block], 1, 0));
        Assert.Equal(0, callback.Blocks);
        callback.Start(sink);
        Assert.Equal(PortAudio.Continue, callback.Take(new float[Block], 1, 0));
        callback.Stop();

        Assert.Equal(PortAudio.Complete, callback.Take(new float[Block], 1, 0));
        Assert.Equal(Block, sink.Count);
        Assert.Equal(1, callback.Blocks);
    }

    [Fact]
    public void Taking_a_block_into_the_feed_allocates_nothing()
    {
        using var callback = new CaptureCallback(Rate);
        using var feed = new SampleFeed(Rate, TimeProvider.System);
        callback.Start(feed);
        var block = new float[Block];
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                callback.Take(block, i, i % 10 == 0 ? PortAudio.InputOverflow : 0);
            }
        }));
    }
}
