using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Sources;
using AvianVox.StationSupport;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

public sealed class CaptureSinkTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(40);

    /// <summary>Sound on standard input whose sender stalls for 40 s and loses what it would have sent.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stall_of_live_standard_input_moves_its_clock(bool isLive)
    {
        var time = new FakeTimeProvider(PipelineBench.Start);
        var clock = new SourceClock(PipelineBench.Rate);
        using var feed = new SampleFeed(10 * PipelineBench.Rate, time);
        var format = new SourceFormat(PipelineBench.Rate, IsLive: false, Start: null, Length: null, "standard input");
        var sink = new CaptureSink(feed, clock, format, new SourceOptions { Input = "-", Live = isLive }, new StationClock(new FakeClock(), time));
        var second = PipelineBench.Noise(PipelineBench.Rate);

        Write(90);
        Assert.Equal(time.GetUtcNow(), clock.At(sink.Position));
        time.Advance(Stall);
        Write(150);
        Assert.Equal(isLive ? TimeSpan.Zero : Stall, time.GetUtcNow() - clock.At(sink.Position));
        Assert.Equal(240 * PipelineBench.Rate, sink.Position);

        void Write(int seconds)
        {
            for (var count = 0; count < seconds; count++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                sink.Write(second);
            }
        }
    }
}
