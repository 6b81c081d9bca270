namespace AvianVox.Bench.Measuring;

/// <summary>Times pieces of work by hand in this thread's processor time, for figures that have to come out of one run of one process.</summary>
internal static class Timing
{
    /// <summary>Length of one timed batch: long against the clock's grain, short against a time slice.</summary>
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(4);

    /// <summary>Time each work is run before it is timed: the compiler settles on its best code meanwhile.</summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(1_500);

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

    /// <summary>Runs work until it is warm, and returns how many calls fill a batch.</summary>
    private static int WarmUp(Action work)
    {
        var start = ThreadClock.Now;
        var calls = 0;
        while (ThreadClock.Now - start < WarmUpTime)
        {
            work();
            calls++;
        }

        var one = Run(work, 1 + (calls / 10)) / (1 + (calls / 10));
        return Math.Max(1, (int)(Batch / one));
    }

    private static TimeSpan Run(Action work, int calls)
    {
        var start = ThreadClock.Now;
        for (var i = 0; i < calls; i++)
        {
            work();
        }

        return ThreadClock.Now - start;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
