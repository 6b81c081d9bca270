using AvianVox.Dsp.Buffers;
using CsCheck;

namespace AvianVox.Dsp.Tests.Buffers;

/// <summary>One writer thread and one reader thread, as fast as they go, over rings so small that overruns are the rule.</summary>
public class SampleRingThreadTests
{
    /// <summary>Samples the writer writes in each run.</summary>
    private const int Total = 20_000;

    /// <summary>Cause given to every gap.</summary>
    private const int GapCause = 3;

    private static readonly Gen<(int Capacity, int WriteBlock, int ReadBlock, int GapEvery, uint Seed)> Runs =
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 120], Gen.Int[1, 300], Gen.Int[2, 400], Gen.UInt);

    [Fact]
    public void The_reader_sees_exact_samples_or_a_counted_overrun()
    {
        long overruns = 0, delivered = 0;
        Runs.Sample(
            run =>
            {
                var (samples, lost) = Race(run.Capacity, run.WriteBlock, run.ReadBlock, run.GapEvery, run.Seed, wait: false);
                delivered += samples;
                overruns += lost;
            },
            iter: 40,
            threads: 1);
        Assert.True(delivered > 0, "no sample was ever read");
        Assert.True(overruns > 0, "no overrun ever happened: this test tested nothing");
    }

    [Fact]
    public void A_writer_that_waits_for_space_loses_nothing() =>
        Runs.Sample(
            run =>
            {
                var (samples, lost) = Race(run.Capacity, Math.Min(run.WriteBlock, run.Capacity), run.ReadBlock, run.GapEvery, run.Seed, wait: true);
                Assert.Equal(0, lost);
                Assert.Equal(Total, samples);
            },
            iter: 20,
            threads: 1);

    /// <summary>The value of the sample at a position: neighbours differ and no two within 2^24 are equal.</summary>
    private static float ValueAt(long position) => (position * 7_919) & 0xFFFFFF;

    private static (long Samples, long Overrun) Race(int capacity, int writeBlock, int readBlock, int gapEvery, uint seed, bool wait)
    {
        var ring = new SampleRing(capacity);
        var reader = ring.CreateReader();
        long written = 0, gapTotal = 0;
        var done = false;
        var writer = new Thread(() =>
        {
            var random = seed | 1u;
            var block = new float[writeBlock];
            while (written < Total)
            {
                random = (random * 1_664_525) + 1_013_904_223;
                var count = (int)Math.Min(1 + (random >> 8) % (uint)writeBlock, Total - written);
                while (wait && ring.FreeSpace < count)
                {
                    Thread.Yield();
                }

                for (var i = 0; i < count; i++)
                {
                    block[i] = ValueAt(ring.Position + i);
                }

                ring.Write(block.AsSpan(0, count));
                written += count;
                if ((random >> 4) % (uint)gapEvery == 0)
                {
                    var length = 1 + (random >> 16) % 1_000;
                    ring.WriteGap(length, GapCause);
                    gapTotal += length;
                }
            }

            Volatile.Write(ref done, true);
        })
        { IsBackground = true };
        writer.Start();

        long samples = 0, overrun = 0, gaps = 0, next = 0;
        var buffer = new float[readBlock];
        while (true)
        {
            var finished = Volatile.Read(ref done);
            var read = reader.Read(buffer);
            if (read.IsEmpty)
            {
                if (finished)
                {
                    break;
                }

                Thread.Yield();
                continue;
            }

            Assert.Equal(next, read.Position);
            Assert.True(read.Count == 0 || read.Skipped == 0);
            next += read.Count + read.Skipped;
            samples += read.Count;
            overrun += read.SkipCause == RingRead.OverrunCause ? read.Skipped : 0;
            gaps += read.SkipCause == GapCause ? read.Skipped : 0;
            for (var i = 0; i < read.Count; i++)
            {
                if (buffer[i] != ValueAt(read.Position + i))
                {
                    Assert.Fail($"position {read.Position + i} holds {buffer[i]}, not {ValueAt(read.Position + i)}");
                }
            }
        }

        writer.Join();
        Assert.Equal(ring.Position, next);
        Assert.Equal(written, samples + overrun);
        Assert.Equal(gapTotal, gaps);
        return (samples, overrun);
    }
}
