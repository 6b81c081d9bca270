using AvianVox.Listening.Pipeline;
using AvianVox.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>What finds a device that is there and deaf.</summary>
public sealed class WatchTests
{
    private const int Rate = 48_000;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void One_value_again_and_again_is_silence_and_the_faintest_noise_is_not()
    {
        var watch = new SilenceWatch();
        Assert.True(watch.Observe(new float[100]));
        Assert.True(watch.Observe(new float[50]));
        Assert.Equal(150, watch.Length);
        Assert.False(watch.Observe([0, 0, 1 / 32_768f, 0, 0]));
        Assert.Equal(2, watch.Length);
        Assert.True(watch.Observe(new float[8]));
        Assert.Equal(10, watch.Length);
        // Another value is a new silence.
        var stuck = new float[20];
        stuck.AsSpan().Fill(-1);
        Assert.True(watch.Observe(stuck));
        Assert.Equal(20, watch.Length);
        Assert.Equal(0, Allocations.LeastBytes(() => watch.Observe(stuck)));
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(16_000)]
    [InlineData(96_000)]
    public void A_wrong_rate_is_measured_within_ten_seconds(int rate)
    {
        var watch = new RateWatch(Rate, _time);
        var blocks = 0;
        while (watch.WrongRate == 0 && blocks < 200)
        {
            Block(watch, rate / 10, 0.1);
            blocks++;
        }

        Assert.InRange(watch.WrongRate, rate * 0.99, rate * 1.01);
        Assert.InRange(blocks, 55, 75);
        Assert.False(watch.IsProven);
    }

    [Fact]
    public void Late_blocks_hold_ups_and_a_card_that_is_a_little_off_are_no_wrong_rate()
    {
        var watch = new RateWatch(Rate, _time);
        var random = new Random(3);
        for (var block = 0; block < 3_000; block++)
        {
            // Blocks of a quarter of a second, each late by up to as much; each minute the machine is busy for two seconds.
            var late = random.NextDouble() * 0.25;
            var busy = block % 240 == 239 ? 2 : 0;
            var stamp = _time.GetTimestamp() + (long)((late + busy) * _time.TimestampFrequency);
            watch.Observe((long)(Rate * 0.25 * 1.001), stamp);
            Assert.Equal(0, watch.WrongRate);
            _time.Advance(TimeSpan.FromSeconds(0.25));
        }

        Assert.True(watch.IsProven);
    }

    [Fact]
    public void Restarted_it_knows_nothing_and_it_allocates_nothing()
    {
        var watch = new RateWatch(Rate, _time);
        for (var block = 0; block < 100; block++)
        {
            Block(watch, 1_600, 0.1);
        }

        Assert.NotEqual(0, watch.WrongRate);
        watch.Restart();
        Assert.Equal(0, watch.WrongRate);
        for (var block = 0; block < 50; block++)
        {
            Block(watch, 4_800, 0.1);
        }

        Assert.True(watch.IsProven);
        var stamp = _time.GetTimestamp();
        Assert.Equal(0, Allocations.LeastBytes(() => watch.Observe(4_800, stamp)));
    }

    private void Block(RateWatch watch, int samples, double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        watch.Observe(samples, _time.GetTimestamp());
    }
}
