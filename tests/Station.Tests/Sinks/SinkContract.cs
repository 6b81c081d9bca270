using AvianVox.Station.Exec;
using AvianVox.Station.Journal;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>What every sink keeps: order, at least once, across outages and power cuts, and no entry stops the others.</summary>
public abstract class SinkContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_arrives_in_order()
    {
        await using var receiver = await StartAsync();
        await using var bench = new SinkBench(receiver.Sink());
        var ids = bench.Append(20).ToList();
        bench.Start();
        ids.AddRange(bench.Append(20));
        await bench.DeliveredAsync();
        await ReceivedAsync(receiver, ids);
        Assert.Null(bench.Runner.Health().Fault);
    }

    [Fact]
    public async Task A_receiver_that_is_absent_at_the_start_gets_everything_later()
    {
        await using var receiver = await StartAsync();
        await receiver.GoAwayAsync();
        await using var bench = new SinkBench(receiver.Sink());
        var ids = bench.Append(10);
        bench.Start();
        await bench.FaultyAsync();
        Assert.Equal(10, bench.Runner.Health().Waiting);
        Assert.True(bench.Log.Has(LogLevel.Warning, "Trying again"), bench.Log.ToString());

        await receiver.ComeBackAsync();
        await bench.DeliveredAsync();
        await ReceivedAsync(receiver, ids);
        Assert.Equal(0, bench.Runner.Health().SetAside);
    }

    [Fact]
    public async Task A_receiver_that_goes_away_and_comes_back_misses_nothing()
    {
        await using var receiver = await StartAsync();
        await using var bench = new SinkBench(receiver.Sink());
        bench.Start();
        var ids = bench.Append(10).ToList();
        await bench.DeliveredAsync();
        for (var round = 0; round < 2; round++)
        {
            // Some receivers lose, when they are killed, what they have only just taken.
            await ReceivedAsync(receiver, ids);
            await receiver.GoAwayAsync();
            ids.AddRange(bench.Append(10));
            await bench.FaultyAsync();
            await receiver.ComeBackAsync();
            ids.AddRange(bench.Append(10));
            await bench.DeliveredAsync();
        }

        await ReceivedAsync(receiver, ids);
        Assert.Null(bench.Runner.Health().Fault);
    }

    [Fact]
    public async Task A_receiver_that_was_away_for_the_whole_run_gets_everything_in_the_next()
    {
        await using var receiver = await StartAsync();
        await receiver.GoAwayAsync();
        await using var first = new SinkBench(receiver.Sink());
        var ids = first.Append(10).ToList();
        first.Start();
        await first.FaultyAsync();
        await first.StopAsync();
        Assert.True(first.Log.Has(LogLevel.Information, "10 message(s) not delivered yet"), first.Log.ToString());

        await receiver.ComeBackAsync();
        await using var second = new SinkBench(receiver.Sink(), copyOf: first.Folder);
        second.Start();
        await second.DeliveredAsync();
        await ReceivedAsync(receiver, ids);
    }

    [Fact]
    public async Task After_a_power_cut_it_goes_on_where_it_was_or_a_little_before()
    {
        await using var receiver = await StartAsync();
        await using var first = new SinkBench(receiver.Sink());
        var ids = first.Append(40).ToList();
        await first.Journal.FlushAsync(Cancel);
        first.Start();
        await Eventually.TrueAsync(() => receiver.Received.Count > 5, SinkBench.Bound, () => first.Log.ToString());

        // What the disk holds at this moment, as after a power cut.
        await using var second = new SinkBench(receiver.Sink(), copyOf: first.Folder);
        await first.StopAsync();
        ids.AddRange(second.Append(5));
        second.Start();
        await second.DeliveredAsync();
        await ReceivedAsync(receiver, ids);
    }

    [Fact]
    public async Task Entries_that_are_not_taken_are_set_aside_and_told_and_the_others_arrive()
    {
        await using var receiver = await StartAsync();
        await using var bench = new SinkBench(receiver.Sink());
        var ids = bench.Append(5).ToList();
        var poison = bench.Append(2, isPoisoned: true).ToList();
        ids.AddRange(bench.Append(10));
        poison.AddRange(bench.Append(1, isPoisoned: true));
        ids.AddRange(bench.Append(3));
        bench.Start();
        await bench.DeliveredAsync();
        await ReceivedAsync(receiver, ids);
        Assert.Equal(3, bench.Runner.Health().SetAside);
        Assert.Equal(3, bench.Log.Count(LogLevel.Error, "set aside"));

        await bench.StopAsync();
        await bench.Journal.FlushAsync(Cancel);
        using var reader = JournalReader.Open(bench.Folder);
        Assert.Equal(poison, reader.SetAside().Select(row => System.Text.Json.JsonDocument.Parse(row.Payload).RootElement.GetProperty("id").GetString()));
        Assert.All(reader.SetAside(), row => Assert.NotEmpty(row.Reason));
    }

    [Fact]
    public async Task A_lone_entry_that_is_not_taken_is_kept_until_another_one_is()
    {
        await using var receiver = await StartAsync();
        await using var bench = new SinkBench(receiver.Sink());
        bench.Append(1, isPoisoned: true);
        bench.Start();
        await Eventually.TrueAsync(() => bench.Runner.Health().Fault?.Contains("none is set aside", StringComparison.Ordinal) == true, SinkBench.Bound, () => bench.Log.ToString());
        Assert.Equal(0, bench.Runner.Health().SetAside);

        var ids = bench.Append(1);
        await bench.DeliveredAsync();
        await ReceivedAsync(receiver, ids);
        Assert.Equal(1, bench.Runner.Health().SetAside);
    }

    [Fact]
    public async Task A_stop_delivers_what_is_left_and_takes_no_time_while_the_receiver_is_away()
    {
        await using var receiver = await StartAsync();
        await using (var bench = new SinkBench(receiver.Sink()))
        {
            bench.Start();
            var ids = bench.Append(1).ToList();
            await bench.DeliveredAsync();
            ids.AddRange(bench.Append(5));
            await bench.StopAsync();
            await ReceivedAsync(receiver, ids);
            Assert.Equal(6, bench.Journal.Cursor(bench.Runner.Sink.Name));
        }

        await receiver.GoAwayAsync();
        await using var again = new SinkBench(receiver.Sink());
        again.Append(1);
        again.Start();
        await again.FaultyAsync();
        var stop = again.StopAsync();
        await stop.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel);
        Assert.Equal(0, again.Journal.Cursor(again.Runner.Sink.Name));
    }

    [Fact]
    public async Task A_filter_passes_over_what_is_not_sure_enough()
    {
        await using var receiver = await StartAsync();
        await using var bench = new SinkBench(receiver.Sink(), filter: new ExecOptions { MinConfidence = 0.7, Species = { "Cuculus canorus" } });
        bench.Append(3, confidence: 0.6);
        var ids = bench.Append(3, confidence: 0.8);
        bench.Append(1, isPoisoned: true);
        bench.Append(3, confidence: 0.6);
        bench.Start();
        await bench.DeliveredAsync();
        await ReceivedAsync(receiver, ids);
        Assert.Equal(0, bench.Runner.Health().SetAside);
    }

    private protected abstract Task<Receiver> StartAsync();

    private static async Task ReceivedAsync(Receiver receiver, IReadOnlyList<string> ids)
    {
        await Eventually.TrueAsync(() => receiver.Received.Count >= ids.Count, SinkBench.Bound, () => $"{receiver.Received.Count} of {ids.Count} arrived");
        Assert.Equal(ids, receiver.Received);
    }
}
