using AvianVox.Audio.Sources;
using AvianVox.Dsp.Buffers;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Audio.Tests.Sources;

public class SampleFeedTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reader_waiting_for_a_live_source_sees_samples_after_one_poll(bool isPrompt)
    {
        var time = new FakeTimeProvider();
        using var feed = new SampleFeed(100, time);
        using var reader = feed.CreateReader(isPrompt: isPrompt);
        var wait = reader.WaitForSamplesAsync(Cancellation).AsTask();
        feed.Write([0.25f, 0.5f]);
        Assert.False(wait.IsCompleted);

        time.Advance(isPrompt ? SampleFeed.PromptPollInterval : SampleFeed.PollInterval);

        Assert.True(await wait.WaitAsync(Bound, Cancellation));
        Assert.Equal(2, reader.Pending);
        var buffer = new float[10];
        Assert.Equal(new RingRead(0, 2, 0, 0), reader.Read(buffer));
        Assert.Equal([0.25f, 0.5f], buffer[..2]);
        Assert.Equal(0, reader.Pending);
    }

    [Fact]
    public async Task A_gap_alone_wakes_the_reader_and_counts_as_position()
    {
        using var feed = new SampleFeed(100, TimeProvider.System);
        using var reader = feed.CreateReader();
        feed.WriteGap(7, GapCause.DeviceLost);

        Assert.True(await reader.WaitForSamplesAsync(Cancellation));
        Assert.Equal(new RingRead(0, 0, 7, (int)GapCause.DeviceLost), reader.Read(new float[4]));
        Assert.Equal(7, feed.Position);
    }

    [Fact]
    public async Task What_was_written_before_completion_is_read_before_the_end_is_told()
    {
        using var feed = new SampleFeed(100, TimeProvider.System);
        using var reader = feed.CreateReader();
        feed.Write(new float[3]);
        feed.Complete();

        Assert.True(await reader.WaitForSamplesAsync(Cancellation));
        reader.Read(new float[3]);
        Assert.False(await reader.WaitForSamplesAsync(Cancellation));
    }

    [Fact]
    public async Task Completion_wakes_a_waiting_reader()
    {
        using var feed = new SampleFeed(100, new FakeTimeProvider());
        using var reader = feed.CreateReader();
        var wait = reader.WaitForSamplesAsync(Cancellation).AsTask();

        feed.Complete();

        Assert.False(await wait.WaitAsync(Bound, Cancellation));
    }

    [Fact]
    public async Task Cancellation_ends_both_waits_and_the_feed_goes_on()
    {
        using var feed = new SampleFeed(4, new FakeTimeProvider());
        using var reader = feed.CreateReader();
        using var cancelled = new CancellationTokenSource();
        var reading = reader.WaitForSamplesAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Bound, Cancellation));

        feed.Write(new float[4]);
        using var again = new CancellationTokenSource();
        var writing = feed.WaitForSpaceAsync(2, again.Token).AsTask();
        await again.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(Bound, Cancellation));

        Assert.True(await reader.WaitForSamplesAsync(Cancellation));
        Assert.Equal(4, reader.Read(new float[8]).Count);
        await feed.WaitForSpaceAsync(2, Cancellation);
    }

    [Fact]
    public async Task A_source_that_waits_wakes_the_reader_without_any_poll()
    {
        using var feed = new SampleFeed(4, new FakeTimeProvider());
        using var reader = feed.CreateReader();
        var reading = reader.WaitForSamplesAsync(Cancellation).AsTask();
        feed.Write(new float[4]);

        var writing = feed.WaitForSpaceAsync(2, Cancellation).AsTask();

        Assert.True(await reading.WaitAsync(Bound, Cancellation));
        Assert.False(writing.IsCompleted);
        reader.Read(new float[2]);
        await writing.WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task A_block_of_more_than_half_the_ring_is_refused()
    {
        using var feed = new SampleFeed(10, TimeProvider.System);
        using var reader = feed.CreateReader();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await feed.WaitForSpaceAsync(6, Cancellation));
    }

    [Fact]
    public void Every_position_is_told_once_whatever_is_written_and_read()
    {
        var step = Gen.Select(Gen.Int[0, 2], Gen.Int[1, 30]);
        step.List[1, 60].Sample(steps =>
        {
            using var feed = new SampleFeed(40, new FakeTimeProvider());
            using var reader = feed.CreateReader();
            var buffer = new float[30];
            long written = 0, told = 0, captured = 0, read = 0, overrun = 0;
            void Check(RingRead part)
            {
                Assert.Equal(told, part.Position);
                for (var i = 0; i < part.Count; i++)
                {
                    Assert.Equal(told + i, buffer[i]);
                }

                told += part.Count + part.Skipped;
                read += part.Count;
                overrun += part.SkipCause == RingRead.OverrunCause ? part.Skipped : 0;
            }

            foreach (var (kind, amount) in steps)
            {
                switch (kind)
                {
                    case 0:
                        feed.Write([.. Enumerable.Range(0, amount).Select(i => (float)(written + i))]);
                        written += amount;
                        captured += amount;
                        break;
                    case 1:
                        feed.WriteGap(amount, GapCause.Overflow);
                        written += amount;
                        break;
                    default:
                        Check(reader.Read(buffer.AsSpan(0, amount)));
                        break;
                }
            }

            feed.Complete();
            while (reader.WaitForSamplesAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            {
                Check(reader.Read(buffer));
            }

            Assert.Equal(written, told);
            Assert.Equal(written, feed.Position);
            Assert.Equal(captured, read + overrun);
        });
    }

    [Fact]
    public async Task A_waiting_source_and_a_reader_on_two_threads_lose_nothing()
    {
        const int Total = 200_000;
        using var feed = new SampleFeed(1_000, TimeProvider.System);
        using var reader = feed.CreateReader();
        var source = Task.Run(
            async () =>
            {
                var block = new float[173];
                for (var at = 0; at < Total;)
                {
                    var count = Math.Min(block.Length, Total - at);
                    for (var i = 0; i < count; i++)
                    {
                        block[i] = at + i;
                    }

                    await feed.WaitForSpaceAsync(count, Cancellation);
                    feed.Write(block.AsSpan(0, count));
                    at += count;
                }

                feed.Complete();
            },
            Cancellation);
        var next = 0L;
        var buffer = new float[311];
        while (await reader.WaitForSamplesAsync(Cancellation))
        {
            var read = reader.Read(buffer);
            Assert.Equal(next, read.Position);
            Assert.Equal(0, read.Skipped);
            for (var i = 0; i < read.Count; i++)
            {
                Assert.Equal(next + i, buffer[i]);
            }

            next += read.Count;
        }

        await source;
        Assert.Equal(Total, next);
    }

    [Fact]
    public async Task A_source_that_waits_waits_for_the_slowest_reader_alone_that_is_to_be_waited_for()
    {
        using var feed = new SampleFeed(4, new FakeTimeProvider());
        using var quick = feed.CreateReader();
        using var slow = feed.CreateReader();
        using var onlooker = feed.CreateReader(isAwaited: false);
        feed.Write(new float[4]);
        quick.Read(new float[4]);
        var writing = feed.WaitForSpaceAsync(2, Cancellation).AsTask();
        Assert.False(writing.IsCompleted);

        slow.Read(new float[2]);

        await writing.WaitAsync(Bound, Cancellation);
        feed.Write(new float[2]);
        Assert.Equal(new RingRead(0, 0, 2, RingRead.OverrunCause), onlooker.Read(new float[4]));
        Assert.Equal(new RingRead(2, 4, 0, 0), slow.Read(new float[4]));
    }

    [Fact]
    public async Task A_reader_that_leaves_holds_nobody_up()
    {
        using var feed = new SampleFeed(4, new FakeTimeProvider());
        using var quick = feed.CreateReader();
        var slow = feed.CreateReader();
        feed.Write(new float[4]);
        quick.Read(new float[4]);
        var writing = feed.WaitForSpaceAsync(2, Cancellation).AsTask();
        Assert.False(writing.IsCompleted);

        slow.Dispose();

        await writing.WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public void What_a_live_source_overwrites_is_lost_to_those_alone_that_had_not_read_it()
    {
        using var feed = new SampleFeed(4, TimeProvider.System);
        using var quick = feed.CreateReader();
        using var slow = feed.CreateReader();
        feed.Write([1, 2, 3]);
        Assert.Equal(new RingRead(0, 3, 0, 0), quick.Read(new float[4]));
        feed.Write([4, 5, 6]);
        Assert.Equal(new RingRead(3, 3, 0, 0), quick.Read(new float[4]));
        Assert.Equal(new RingRead(0, 0, 2, RingRead.OverrunCause), slow.Read(new float[4]));
        Assert.Equal(new RingRead(2, 4, 0, 0), slow.Read(new float[4]));
    }

    [Fact]
    public async Task Completion_ends_every_reader_once_it_has_read_everything()
    {
        using var feed = new SampleFeed(8, new FakeTimeProvider());
        using var first = feed.CreateReader();
        using var second = feed.CreateReader();
        feed.Write(new float[3]);
        first.Read(new float[3]);
        var wait = first.WaitForSamplesAsync(Cancellation).AsTask();

        feed.Complete();

        Assert.False(await wait.WaitAsync(Bound, Cancellation));
        Assert.True(await second.WaitForSamplesAsync(Cancellation));
        second.Read(new float[3]);
        Assert.False(await second.WaitForSamplesAsync(Cancellation));
    }

    [Fact]
    public void A_reader_that_comes_late_begins_with_what_is_written_next_behind_all_gaps()
    {
        using var feed = new SampleFeed(8, TimeProvider.System);
        feed.Write(new float[3]);
        feed.WriteGap(10, GapCause.DeviceLost);
        feed.Write(new float[2]);
        using var late = feed.CreateReader();
        Assert.Equal(15, late.Position);
        Assert.True(late.Read(new float[4]).IsEmpty);
        feed.WriteGap(1, GapCause.Overflow);
        feed.Write([9]);
        Assert.Equal(new RingRead(15, 0, 1, (int)GapCause.Overflow), late.Read(new float[4]));
        Assert.Equal(new RingRead(16, 1, 0, 0), late.Read(new float[4]));
    }
}
