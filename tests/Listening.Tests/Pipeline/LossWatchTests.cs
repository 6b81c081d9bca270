using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Sources;
using AvianVox.StationSupport;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Listening.Tests.Pipeline;

/// <summary>A microphone behind a sound server, by the clock: captured + missing = time, whatever holds the station up.</summary>
public sealed class LossWatchTests
{
    private const int Rate = PipelineBench.Rate;
    private const int Block = Rate / 20;
    private static readonly TimeSpan BlockTime = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void What_a_sound_server_threw_away_during_a_stall_is_a_gap_behind_what_it_kept()
    {
        using var microphone = new Microphone();
        microphone.Listen(seconds: 30);
        microphone.Stall(seconds: 60, kept: 24);
        microphone.Listen(seconds: 30);
        var gap = Assert.Single(microphone.Gaps);
        Assert.Equal(GapCause.Overflow, gap.Cause);
        Assert.InRange(gap.Samples, 36 * Rate - Block, 36 * Rate + Block);
        // Behind the 30 s before the stall, what was kept of it, and the seconds until that was known.
        Assert.InRange(gap.Position, 54 * Rate, 60 * Rate);
        Assert.InRange(microphone.Position, (120 * Rate) - Block, (120 * Rate) + Block);
    }

    [Fact]
    public void Stalls_of_any_length_and_number_leave_positions_at_time() =>
        Gen.Select(Gen.Double[0.1, 90], Gen.Double[0, 1], Gen.Double[6, 40]).Array[1, 6].Sample(
            stalls =>
            {
                using var microphone = new Microphone();
                microphone.Listen(seconds: 5);
                var missing = 0.0;
                foreach (var (length, share, after) in stalls)
                {
                    var kept = length - (length * share < 0.5 ? 0 : length * share);
                    missing += length - kept;
                    microphone.Stall(length, kept);
                    microphone.Listen(after);
                }

                Assert.InRange(microphone.Position, microphone.Time - ((stalls.Length + 1) * Block), microphone.Time + ((stalls.Length + 1) * Block));
                Assert.InRange(microphone.Gaps.Sum(found => found.Samples), (missing * Rate) - (stalls.Length * Block), (missing * Rate) + (stalls.Length * Block));
            },
            iter: 50);

    [Theory]
    [InlineData(100e-6, 0)]
    [InlineData(-100e-6, 0)]
    [InlineData(0, 0.2)]
    public void Neither_a_clock_that_drifts_nor_blocks_that_scatter_are_a_loss(double drift, double scatter)
    {
        using var microphone = new Microphone();
        microphone.Listen(seconds: 3_600, drift, scatter);
        Assert.Empty(microphone.Gaps);
    }

    /// <summary>Gives blocks as time passes.</summary>
    private sealed class Microphone : IDisposable
    {
        private readonly FakeTimeProvider _time = new(PipelineBench.Start);
        private readonly SampleFeed _feed;
        private readonly FeedReader _reader;
        private readonly CaptureSink _sink;
        private readonly float[] _noise = PipelineBench.Noise(Block);
        private readonly float[] _read = new float[4_096];
        private readonly Random _random = new(1);

        public Microphone()
        {
            _feed = new SampleFeed(200 * Rate, _time);
            _reader = _feed.CreateReader();
            _sink = new CaptureSink(
                _feed, new SourceClock(Rate), PipelineBench.Microphone(), new SourceOptions { Input = "mic" }, new StationClock(new FakeClock(), _time));
        }

        public List<(long Position, long Samples, GapCause Cause)> Gaps { get; } = [];

        public long Position => _sink.Position;

        public double Time => (_time.GetUtcNow() - PipelineBench.Start).TotalSeconds * Rate;

        public void Listen(double seconds, double drift = 0, double scatter = 0)
        {
            var late = TimeSpan.Zero;
            for (var block = 0; block < seconds / BlockTime.TotalSeconds; block++)
            {
                var next = TimeSpan.FromSeconds(scatter * _random.NextDouble());
                var due = BlockTime * (1 + drift);
                var wait = due - late + next;
                // One that comes late brings those behind it along.
                _time.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
                late = wait > TimeSpan.Zero ? next : late - due;
                Write();
            }
        }

        /// <summary>Nothing for a time; then all that was kept of it at once.</summary>
        public void Stall(double seconds, double kept)
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            for (var block = 0; block < (int)Math.Round(kept / BlockTime.TotalSeconds); block++)
            {
                Write();
            }
        }

        public void Dispose() => _feed.Dispose();

        private void Write()
        {
            _sink.Write(_noise);
            for (var read = _reader.Read(_read); !read.IsEmpty; read = _reader.Read(_read))
            {
                if (read.Skipped > 0)
                {
                    Gaps.Add((read.Position, read.Skipped, (GapCause)read.SkipCause));
                }
            }
        }
    }
}
