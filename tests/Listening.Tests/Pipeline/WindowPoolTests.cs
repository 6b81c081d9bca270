using AvianVox.Listening.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

public sealed class WindowPoolTests
{
    /// <summary>What a wait leaves with the token is cancelled with it, which allocates some hundred bytes for each.</summary>
    private const long MostBytes = 20_000;

    private const int Waits = 2_000;

    [Fact]
    public async Task A_wait_ends_with_a_buffer_and_leaves_nothing_with_the_token()
    {
        using var abort = new CancellationTokenSource();
        var pool = new WindowPool(1, 4);
        Assert.True(pool.TryRent(out var window));
        for (var round = 0; round < Waits; round++)
        {
            Assert.False(pool.TryRent(out _));
            var wait = pool.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, abort.Token);
            Assert.False(wait.IsCompleted);
            pool.Return(window);
            await wait;
            Assert.True(pool.TryRent(out window));
        }

        Assert.InRange(CancelBytes(abort), 0, MostBytes);
    }

    [Fact]
    public async Task A_wait_that_timed_out_serves_the_next_and_leaves_nothing_with_the_token()
    {
        using var abort = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var look = TimeSpan.FromMilliseconds(20);
        var pool = new WindowPool(1, 4);
        Assert.True(pool.TryRent(out var window));
        for (var round = 0; round < Waits; round++)
        {
            var wait = pool.WaitAsync(look, time, abort.Token);
            Assert.False(wait.IsCompleted);
            time.Advance(look);
            await wait;
            Assert.False(pool.TryRent(out _));
        }

        var last = pool.WaitAsync(look, time, abort.Token);
        pool.Return(window);
        await last;
        Assert.True(pool.TryRent(out _));
        Assert.InRange(CancelBytes(abort), 0, MostBytes);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using var abort = new CancellationTokenSource();
        var pool = new WindowPool(1, 4);
        Assert.True(pool.TryRent(out _));
        var wait = pool.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, abort.Token);
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private static long CancelBytes(CancellationTokenSource abort)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        // On this thread, so that it is counted here.
        abort.Cancel();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
