using System.Runtime.ExceptionServices;

namespace AvianVox.Training;

/// <summary>Runs work on all cores.</summary>
internal static class AllCores
{
    /// <summary>Runs for every number below a count; the first fault ends it and comes out as it was thrown.</summary>
    /// <param name="count">Count.</param>
    /// <param name="work">Called by several threads at a time.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void For(int count, Action<int> work, CancellationToken stop)
    {
        try
        {
            Parallel.For(
                0, count, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(
                faults.InnerExceptions.FirstOrDefault(f => f is not OperationCanceledException) ?? faults.InnerExceptions[0]);
        }
    }
}
