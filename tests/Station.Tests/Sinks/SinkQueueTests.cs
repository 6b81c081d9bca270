using AvianVox.Station.Sinks;
using AvianVox.TestSupport;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>An entry that can never be taken, whatever the receiver says of it, holds nothing up; a receiver that is away loses nothing.</summary>
public sealed class SinkQueueTests
{
    [Theory]
    [InlineData(SinkFault.Down)]
    [InlineData(SinkFault.Refused)]
    [InlineData(SinkFault.Failed)]
    [InlineData(SinkFault.Rejected)]
    public async Task An_entry_that_is_never_taken_is_set_aside_whatever_the_fault_and_the_others_go_on(object fault)
    {
        var sink = new StubbornSink((SinkFault)fault, entry => entry.Sequence is 3 or 4 or 30);
        await using var bench = new SinkBench(sink);
        bench.Append(40);
        bench.Start();
        await bench.DeliveredAsync();
        Assert.Equal(3, bench.Runner.Health().SetAside);
        Assert.Equal(
            Enumerable.Range(1, 40).Select(number => (long)number).Except([3L, 4L, 30L]),
            sink.Taken.Distinct().Order());
    }

    [Theory]
    [InlineData(SinkFault.Down)]
    [InlineData(SinkFault.Refused)]
    public async Task A_receiver_that_takes_nothing_loses_nothing_however_long_it_is_away(object fault)
    {
        var sink = new StubbornSink((SinkFault)fault, _ => false) { IsAway = true };
        await using var bench = new SinkBench(sink);
        bench.Append(40);
        bench.Start();
        await Eventually.TrueAsync(() => sink.Calls > 6 * SinkQueue.Patience, SinkBench.Bound, () => bench.Log.ToString());
        Assert.Equal((0L, 40L), (bench.Runner.Health().SetAside, bench.Runner.Health().Waiting));
        sink.IsAway = false;
        await bench.DeliveredAsync();
        Assert.Equal(0, bench.Runner.Health().SetAside);
        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), sink.Taken.Distinct().Order());
    }

    [Fact]
    public async Task A_lone_entry_is_tried_again_and_not_set_aside_before_another_is_taken()
    {
        var sink = new StubbornSink(SinkFault.Down, entry => entry.Sequence == 1);
        await using var bench = new SinkBench(sink);
        bench.Append(1);
        bench.Start();
        await Eventually.TrueAsync(() => sink.Calls > 2 * SinkQueue.Patience, SinkBench.Bound, () => bench.Log.ToString());
        Assert.Equal(0, bench.Runner.Health().SetAside);
        bench.Append(1);
        await bench.DeliveredAsync();
        Assert.Equal(1, bench.Runner.Health().SetAside);
        Assert.Equal([2L], sink.Taken.Distinct());
    }
}
