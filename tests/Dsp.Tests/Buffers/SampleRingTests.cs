using AvianVox.Dsp.Buffers;
using AvianVox.TestSupport;

namespace AvianVox.Dsp.Tests.Buffers;

public class SampleRingTests
{
    [Fact]
    public void Samples_come_back_at_their_positions_across_the_wrap()
    {
        var ring = new SampleRing(7);
        var reader = ring.CreateReader();
        var buffer = new float[5];
        for (var round = 0; round < 20; round++)
        {
            ring.Write([round, round + 0.25f, round + 0.5f]);
            Assert.Equal(new RingRead(round * 3, 3, 0, 0), reader.Read(buffer));
            Assert.Equal([round, round + 0.25f, round + 0.5f], buffer[..3]);
        }

        Assert.True(reader.Read(buffer).IsEmpty);
        Assert.Equal(60, ring.Position);
        Assert.Equal(60, reader.Position);
    }

    [Fact]
    public void A_gap_longer_than_the_ring_costs_no_unread_sample()
    {
        var ring = new SampleRing(8);
        var reader = ring.CreateReader();
        ring.Write([1, 2, 3]);
        ring.WriteGap(1_000, 2);
        ring.WriteGap(5, 3);
        ring.Write([4]);
        var buffer = new float[8];
        Assert.Equal(4, ring.FreeSpace);
        Assert.Equal(new RingRead(0, 3, 0, 0), reader.Read(buffer));
        Assert.Equal(new RingRead(3, 0, 1_000, 2), reader.Read(buffer));
        Assert.Equal(new RingRead(1_003, 0, 5, 3), reader.Read(buffer));
        Assert.Equal(new RingRead(1_008, 1, 0, 0), reader.Read(buffer));
        Assert.Equal(4, buffer[0]);
        Assert.Equal(1_009, ring.Position);
    }

    [Fact]
    public void An_overrun_is_counted_and_the_oldest_whole_sample_follows()
    {
        var ring = new SampleRing(4);
        var reader = ring.CreateReader();
        ring.Write([0, 1, 2, 3]);
        ring.Write([4, 5]);
        Assert.Equal(6, reader.Available);
        Assert.Equal(0, ring.FreeSpace);
        var buffer = new float[10];
        Assert.Equal(new RingRead(0, 0, 2, RingRead.OverrunCause), reader.Read(buffer));
        Assert.Equal(new RingRead(2, 4, 0, 0), reader.Read(buffer));
        Assert.Equal([2, 3, 4, 5], buffer[..4]);
        Assert.Equal(4, ring.FreeSpace);
    }

    [Fact]
    public void A_block_longer_than_the_ring_keeps_its_end()
    {
        var ring = new SampleRing(3);
        var reader = ring.CreateReader();
        ring.Write([0, 1, 2, 3, 4, 5, 6]);
        var buffer = new float[3];
        Assert.Equal(new RingRead(0, 0, 4, RingRead.OverrunCause), reader.Read(buffer));
        Assert.Equal(new RingRead(4, 3, 0, 0), reader.Read(buffer));
        Assert.Equal([4, 5, 6], buffer);
    }

    [Fact]
    public void Forgotten_gap_marks_keep_both_sums_exact()
    {
        var ring = new SampleRing(10_000);
        var reader = ring.CreateReader();
        for (var i = 0; i < SampleRing.MarkCapacity + 10; i++)
        {
            ring.Write([i]);
            ring.WriteGap(3, 1);
        }

        long samples = 0, overrun = 0, gaps = 0;
        var buffer = new float[16];
        for (var read = reader.Read(buffer); !read.IsEmpty; read = reader.Read(buffer))
        {
            samples += read.Count;
            overrun += read.SkipCause == RingRead.OverrunCause ? read.Skipped : 0;
            gaps += read.SkipCause == 1 ? read.Skipped : 0;
            if (read.Count > 0)
            {
                Assert.Equal(read.Position / 4, (long)buffer[0]);
            }
        }

        Assert.Equal(SampleRing.MarkCapacity + 10, samples + overrun);
        Assert.Equal(11, overrun);
        Assert.Equal((SampleRing.MarkCapacity + 10) * 3, gaps);
    }

    [Fact]
    public void Space_is_that_of_the_slowest_reader_that_is_waited_for()
    {
        var ring = new SampleRing(8);
        Assert.Equal(8, ring.FreeSpace);
        var first = ring.CreateReader();
        var second = ring.CreateReader();
        var onlooker = ring.CreateReader(isAwaited: false);
        ring.Write(new float[6]);
        Assert.Equal(2, ring.FreeSpace);
        first.Read(new float[6]);
        Assert.Equal(2, ring.FreeSpace);
        second.Read(new float[5]);
        Assert.Equal(7, ring.FreeSpace);
        second.Dispose();
        Assert.Equal(8, ring.FreeSpace);
        Assert.Equal(6, onlooker.Available);
    }

    [Fact]
    public void A_reader_begins_behind_all_that_was_written_before_it()
    {
        var ring = new SampleRing(8);
        ring.WriteGap(5, 1);
        ring.Write([1, 2]);
        ring.WriteGap(100, 1);
        var reader = ring.CreateReader();
        Assert.Equal(107, reader.Position);
        Assert.True(reader.Read(new float[8]).IsEmpty);
        ring.Write([3]);
        Assert.Equal(new RingRead(107, 1, 0, 0), reader.Read(new float[8]));
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        var ring = new SampleRing(64);
        var reader = ring.CreateReader();
        var block = new float[24];
        void Round()
        {
            ring.Write(block);
            ring.WriteGap(1, 0);
            while (!reader.Read(block).IsEmpty)
            {
            }
        }

        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                Round();
            }
        }));
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleRing(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleRing(4).WriteGap(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleRing(4).WriteGap(1, -1));
    }
}
