namespace AvianVox.TestSupport;

/// <summary>Counts what the calling thread allocates on the managed heap.</summary>
public static class Allocations
{
    /// <summary>Rounds measured. One that is free of allocation proves the point.</summary>
    private const int Rounds = 10;

    /// <summary>
    /// Bytes that a piece of work allocates in its cheapest round, after a first that is not counted. A collection that
    /// another thread starts books the unused rest of this thread's allocation area as allocated, so that a single round
    /// may show some kilobytes that nobody asked for.
    /// </summary>
    /// <param name="round">The work; run several times.</param>
    public static long LeastBytes(Action round)
    {
        ArgumentNullException.ThrowIfNull(round);
        round();
        var least = long.MaxValue;
        for (var i = 0; i < Rounds && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
