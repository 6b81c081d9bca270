using AvianVox.Station.Sinks;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Sinks;

public sealed class BackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Waits_double_up_to_the_longest()
    {
        var backoff = new Backoff(_time, new Never());
        Assert.Equal([1, 2, 4, 8, 16, 30, 30, 30], Enumerable.Range(0, 8).Select(_ => backoff.Next(refused: false).TotalSeconds));
    }

    [Fact]
    public void Waits_are_shortened_by_up_to_half()
    {
        Gen.Int.Sample(seed =>
        {
            var plain = new Backoff(_time, new Never());
            var spread = new Backoff(_time, new Random(seed));
            for (var i = 0; i < 8; i++)
            {
                var longest = plain.Next(refused: false);
                Assert.InRange(spread.Next(refused: false), longest / 2, longest);
            }
        });
    }

    [Fact]
    public void A_refusal_is_tried_again_slowly_from_the_start()
    {
        var backoff = new Backoff(_time, new Never());
        Assert.Equal(Backoff.Refused, backoff.Next(refused: true));
        Assert.Equal(Backoff.Refused, backoff.Next(refused: true));
    }

    [Fact]
    public void A_connection_that_lasted_starts_anew_and_one_that_did_not_goes_on()
    {
        var backoff = new Backoff(_time, new Never());
        backoff.Next(refused: false);
        backoff.Next(refused: false);
        backoff.Connected();
        _time.Advance(Backoff.Stable / 2);
        Assert.Equal(TimeSpan.FromSeconds(4), backoff.Next(refused: false));
        backoff.Connected();
        _time.Advance(Backoff.Stable);
        Assert.Equal(Backoff.First, backoff.Next(refused: false));
        _time.Advance(Backoff.Stable);
        Assert.Equal(TimeSpan.FromSeconds(2), backoff.Next(refused: false));
    }

    [Fact]
    public async Task The_wait_takes_its_time_and_can_be_ended()
    {
        using var stop = new CancellationTokenSource();
        var backoff = new Backoff(_time, new Never());
        var wait = backoff.WaitAsync(TimeSpan.FromSeconds(4), stop.Token);
        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await wait.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        var other = backoff.WaitAsync(TimeSpan.FromSeconds(4), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
    }

    /// <summary>Shortens nothing.</summary>
    private sealed class Never : Random
    {
        public override double NextDouble() => 0;
    }
}
