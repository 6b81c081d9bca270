using AvianVox.Audio.Streams;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Audio.Tests.Streams;

public sealed class StreamPaceTests
{
    private const int Rate = 1_000;

    [Fact]
    public void What_comes_at_once_is_given_on_at_the_pace_of_sound()
    {
        var time = new FakeTimeProvider();
        var pace = new StreamPace(Rate, time);
        var waited = TimeSpan.Zero;
        for (var block = 0; block < 600; block++)
        {
            var wait = pace.Take(Rate / 20);
            waited += wait;
            time.Advance(wait);
        }

        // Thirty seconds of sound, one of them ahead, a hundredth faster.
        Assert.Equal(29 / StreamPace.Catch, waited.TotalSeconds, 0.05);
    }

    [Fact]
    public void What_comes_in_time_is_never_held_up_even_from_a_clock_that_runs_fast()
    {
        var time = new FakeTimeProvider();
        var pace = new StreamPace(Rate, time);
        for (var block = 0; block < 100_000; block++)
        {
            Assert.Equal(TimeSpan.Zero, pace.Take(Rate / 20));
            time.Advance(TimeSpan.FromSeconds(0.05 / 1.0005));
        }
    }

    [Fact]
    public void After_a_hold_up_no_more_than_the_slack_comes_at_once()
    {
        var time = new FakeTimeProvider();
        var pace = new StreamPace(Rate, time);
        pace.Take(Rate / 20);
        time.Advance(TimeSpan.FromMinutes(1));
        var sound = 0;
        while (pace.Take(Rate / 20) == TimeSpan.Zero)
        {
            sound += Rate / 20;
        }

        Assert.InRange(sound, 0.9 * Rate, 1.1 * Rate);
    }
}
