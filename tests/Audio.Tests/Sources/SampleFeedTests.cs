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
        using var feed = new SampleFeed(100, time, isPrompt);
        var wait = feed.WaitForSamplesAsync(Cancellation).AsTask();
        feed.Write([0.25f, 0.5f]);
        Assert.False(wait.IsCompleted);

        time.Advance(isPrompt ? SampleFeed.PromptPollInterval : SampleFeed.PollInterval);

        Assert.True(await wait.WaitAsync(Bound, Cancellation));
        Assert.Equal(2, feed.Pending);
        var buffer = new float[10];
        Assert.Equal(new RingRead(0, 2, 0, 0), feed.Read(buffer));
        Assert.Equal([0.25f, 0.5f], buffer[..2]);
        Assert.Equal(0, feed.Pending);
        Assert.Equal(2, feed.Captured);
    }

    [Fact]
    public async Task A_gap_alone_wakes_the_reader_and_counts_as_position_not_as_captured()
    {
        using var feed = new SampleFeed(100, TimeProvider.System);
        feed.WriteGap(7, GapCause.DeviceLost);

        Assert.True(await feed.WaitForSamplesAsync(Cancellation));
        Assert.Equal(new RingRead(0, 0, 7, (int)GapCause.DeviceLost), feed.Read(new float[4]));
        Assert.Equal(7, feed.Position);
        Assert.Equal(0, feed.Captured);
    }

    [Fact]
    public async Task What_was_written_before_completion_is_read_before_the_end_is_told()
    {
        using var feed = new SampleFeed(100, TimeProvider.System);
        feed.Write(new float[3]);
        feed.Complete();

        Assert.True(await feed.WaitForSamplesAsync(Cancellation));
        feed.Read(new float[3]);
        Assert.False(await feed.WaitForSamplesAsync(Cancellation));
    }

    [Fact]
    public async Task Completion_wakes_a_waiting_reader()
    {
        using var feed = new SampleFeed(100, new FakeTimeProvider());
        var wait = feed.WaitForSamplesAsync(Cancellation).AsTask();

        feed.Complete();

        Assert.False(await wait.WaitAsync(Bound, Cancellation));
    }

    [Fact]
    public async Task Cancellation_ends_both_waits_and_the_feed_goes_on()
    {
        using var feed = new SampleFeed(4, new FakeTimeProvider());
        using var cancelled = new CancellationTokenSource();
        var reading = feed.WaitForSamplesAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Bound, Cancellation));

        feed.Write(new float[4]);
        using var again = new CancellationTokenSource();
        var writing = feed.WaitForSpaceAsync(2, again.Token).AsTask();
        await again.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(Bound, Cancellation));

        Assert.True(await feed.WaitForSamplesAsync(Cancellation));
        Assert.Equal(4, feed.Read(new float[8]).Count);
        await feed.WaitForSpaceAsync(2, Cancellation);
    }

    [Fact]
    public async Task A_source_that_waits_wakes_the_reader_without_any_poll()
    {
        using var feed = new SampleFeed(4, new FakeTimeProvider());
        var reading = feed.WaitForSamplesAsync(Cancellation).AsTask();
        feed.Write(new float[4]);

        var writing = feed.WaitForSpaceAsync(2, Cancellation).AsTask();

        Assert.True(await reading.WaitAsync(Bound, Cancellation));
        Assert.False(writing.IsCompleted);
        feed.Read(new float[2]);
        await writing.WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task A_block_of_more_than_half_the_ring_is_refused()
    {
        using var feed = new SampleFeed(10, TimeProvider.System);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await feed.WaitForSpaceAsync(6, Cancellation));
    }

    [Fact]
    public void Every_position_is_told_once_whatever_is_written_and_read()
    {
        var step = Gen.Select(Gen.Int[0, 2], Gen.Int[1, 30]);
        step.List[1, 60].Sample(steps =>
        {
            using var feed = new SampleFeed(40, new FakeTimeProvider());
            var buffer = new float[30];
            long written = 0, told = 0, captured = 0;
            void Check(RingRead read)
            {
                Assert.Equal(told, read.Position);
                for (var i = 0; i < read.Count; i++)
                {
                    Assert.Equal(told + i, buffer[i]);
                }

                told += read.Count + read.Skipped;
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
                        Check(feed.Read(buffer.AsSpan(0, amount)));
                        break;
                }
            }

            feed.Complete();
            while (feed.WaitForSamplesAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            {
                Check(feed.Read(buffer));
            }

            Assert.Equal(written, told);
            Assert.Equal(written, feed.Position);
            Assert.Equal(captured, feed.Captured);
        });
    }

    [Fact]
    public async Task A_waiting_source_and_a_reader_on_two_threads_lose_nothing()
    {
        const int Total = 200_000;
        using var feed = new SampleFeed(1_000, TimeProvider.System);
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
        while (await feed.WaitForSamplesAsync(Cancellation))
        {
            var read = feed.Read(buffer);
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
}
