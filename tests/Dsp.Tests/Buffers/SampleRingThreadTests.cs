using AvianVox.Dsp.Buffers;
using CsCheck;

namespace AvianVox.Dsp.Tests.Buffers;

/// <summary>One writer thread and its reader threads, as fast as they go, over rings so small that overruns are the rule.</summary>
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

    [Fact]
    public void Of_several_readers_none_that_is_waited_for_loses_a_sample_and_the_others_tell_every_loss()
    {
        long overruns = 0;
        Runs.Sample(
            run =>
            {
                var ring = new SampleRing(run.Capacity);
                RingReader[] awaited = [ring.CreateReader(), ring.CreateReader()];
                var onlooker = ring.CreateReader(isAwaited: false);
                var writer = new RingWriter(ring, Math.Min(run.WriteBlock, run.Capacity), run.GapEvery, run.Seed, wait: true);
                var told = Together(
                    writer,
                    () => Read(awaited[0], run.ReadBlock, writer),
                    () => Read(awaited[1], 1 + (run.ReadBlock / 7), writer),
                    () => Read(onlooker, run.ReadBlock, writer));
                Assert.All(told[..2], sums => Assert.Equal((Total, 0L, writer.GapSamples), sums));
                Assert.Equal(Total, told[2].Samples + told[2].Overrun);
                Assert.Equal(writer.GapSamples, told[2].Gaps);
                overruns += told[2].Overrun;
            },
            iter: 20,
            threads: 1);
        Assert.True(overruns > 0, "no overrun ever happened: half of this test tested nothing");
    }

    [Fact]
    public void Readers_that_come_and_go_while_it_is_written_see_exact_samples_from_their_begin_on() =>
        Runs.Sample(
            run =>
            {
                var ring = new SampleRing(Math.Max(run.Capacity, 2));
                var steady = ring.CreateReader();
                var writer = new RingWriter(ring, Math.Min(run.WriteBlock, ring.Capacity / 2), run.GapEvery, run.Seed, wait: true);
                var told = Together(
                    writer,
                    () => Read(steady, run.ReadBlock, writer),
                    () =>
                    {
                        // Each is waited for while it is there, so that it misses nothing between its begin and its end.
                        var buffer = new float[run.ReadBlock];
                        while (!writer.IsDone)
                        {
                            using var guest = ring.CreateReader();
                            var next = guest.Position;
                            for (var reads = 0; reads < 5; reads++)
                            {
                                var read = guest.Read(buffer);
                                Assert.NotEqual(RingRead.OverrunCause, read.SkipCause);
                                next = Check(read, buffer, next);
                            }
                        }

                        return (0, 0, 0);
                    });
                Assert.Equal((Total, 0L, writer.GapSamples), told[0]);
            },
            iter: 20,
            threads: 1);

    private static (long Samples, long Overrun) Race(int capacity, int writeBlock, int readBlock, int gapEvery, uint seed, bool wait)
    {
        var ring = new SampleRing(capacity);
        var reader = ring.CreateReader();
        var writer = new RingWriter(ring, writeBlock, gapEvery, seed, wait);
        var (samples, overrun, gaps) = Together(writer, () => Read(reader, readBlock, writer))[0];
        Assert.Equal(ring.Position, reader.Position);
        Assert.Equal(Total, samples + overrun);
        Assert.Equal(writer.GapSamples, gaps);
        return (samples, overrun);
    }

    /// <summary>Runs the writer and each reader on a thread of its own; what a reader's thread throws is thrown here.</summary>
    private static (long Samples, long Overrun, long Gaps)[] Together(RingWriter writer, params Func<(long Samples, long Overrun, long Gaps)>[] readers)
    {
        var writing = Task.Factory.StartNew(writer.Run, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var reading = readers.Select(reader =>
            Task.Factory.StartNew(reader, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            return Task.WhenAll(reading).GetAwaiter().GetResult();
        }
        finally
        {
            writer.Stop();
            writing.GetAwaiter().GetResult();
        }
    }

    private static (long Samples, long Overrun, long Gaps) Read(RingReader reader, int block, RingWriter writer)
    {
        long samples = 0, overrun = 0, gaps = 0, next = 0;
        var buffer = new float[block];
        while (true)
        {
            var finished = writer.IsDone;
            var read = reader.Read(buffer);
            if (read.IsEmpty)
            {
                if (finished)
                {
                    return (samples, overrun, gaps);
                }

                Thread.Yield();
                continue;
            }

            next = Check(read, buffer, next);
            samples += read.Count;
            overrun += read.SkipCause == RingRead.OverrunCause ? read.Skipped : 0;
            gaps += read.SkipCause == GapCause ? read.Skipped : 0;
        }
    }

    /// <summary>Checks what a read gave, and gives the position that must follow.</summary>
    private static long Check(RingRead read, float[] buffer, long next)
    {
        Assert.Equal(next, read.Position);
        Assert.True(read.Count == 0 || read.Skipped == 0);
        for (var i = 0; i < read.Count; i++)
        {
            if (buffer[i] != ValueAt(read.Position + i))
            {
                Assert.Fail($"position {read.Position + i} holds {buffer[i]}, not {ValueAt(read.Position + i)}");
            }
        }

        return next + read.Count + read.Skipped;
    }

    /// <summary>Writes blocks and gaps of chance lengths as fast as it may.</summary>
    private sealed class RingWriter(SampleRing ring, int block, int gapEvery, uint seed, bool wait)
    {
        private bool _isDone;
        private bool _isStopped;

        /// <summary>Samples of all gaps; whole once it is done.</summary>
        public long GapSamples { get; private set; }

        public bool IsDone => Volatile.Read(ref _isDone);

        /// <summary>Ends it early, where a reader has failed.</summary>
        public void Stop() => Volatile.Write(ref _isStopped, true);

        public void Run()
        {
            var random = seed | 1u;
            var samples = new float[block];
            for (var written = 0L; written < Total && !Volatile.Read(ref _isStopped);)
            {
                random = (random * 1_664_525) + 1_013_904_223;
                var count = (int)Math.Min(1 + (random >> 8) % (uint)block, Total - written);
                while (wait && ring.FreeSpace < count && !Volatile.Read(ref _isStopped))
                {
                    Thread.Yield();
                }

                for (var i = 0; i < count; i++)
                {
                    samples[i] = ValueAt(ring.Position + i);
                }

                ring.Write(samples.AsSpan(0, count));
                written += count;
                if ((random >> 4) % (uint)gapEvery == 0)
                {
                    var length = 1 + (random >> 16) % 1_000;
                    ring.WriteGap(length, GapCause);
                    GapSamples += length;
                }
            }

            Volatile.Write(ref _isDone, true);
        }
    }
}
