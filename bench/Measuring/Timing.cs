using System.Diagnostics;

namespace AvianVox.Bench.Measuring;

/// <summary>Times short pieces of work by hand, for figures that have to come out of one run of one process.</summary>
internal static class Timing
{
    /// <summary>Length of one timed batch: long against the clock's grain, short against a time slice.</summary>
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(4);

    /// <summary>Warms several pieces of work up and then times them in turns, so that each sees the same moods of the machine.</summary>
    /// <param name="rounds">Batches of each.</param>
    /// <param name="work">What is timed.</param>
    /// <returns>The median time per call of each, in microseconds.</returns>
    public static double[] MedianMicroseconds(int rounds, params Action[] work)
    {
        var calls = work.Select(WarmUp).ToArray();
        var times = work.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < work.Length; i++)
            {
                times[i][round] = Run(work[i], calls[i]).TotalMicroseconds / calls[i];
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>Bytes one call allocates on this thread, averaged over 100 calls after a first.</summary>
    /// <param name="work">What is measured.</param>
    public static double BytesPerCall(Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100.0;
    }

    /// <summary>Calls until the compiler has settled on its best code, and returns how many calls fill a batch.</summary>
    private static int WarmUp(Action work)
    {
        var clock = Stopwatch.StartNew();
        var calls = 0;
        while (clock.Elapsed < TimeSpan.FromMilliseconds(1_000) || calls < 200)
        {
            work();
            calls++;
            if (clock.Elapsed > TimeSpan.FromSeconds(5))
            {
                break;
            }
        }

        var one = Run(work, 1 + (calls / 10)) / (1 + (calls / 10));
        return Math.Max(1, (int)(Batch / one));
    }

    private static TimeSpan Run(Action work, int calls)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < calls; i++)
        {
            work();
        }

        return clock.Elapsed;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
