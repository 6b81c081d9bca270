using System.Runtime.InteropServices;
using AvianVox.Listening.Programs;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Ends the process where it was asked to stop and does not within <see cref="StationHost.StopLimit"/>: a call into a dead mount or a hung
/// driver comes back never, and everything that was heard is in the journal by then or cannot be written at all.
/// </summary>
internal sealed partial class StopGuard : IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly ITimer _timer;
    private int _asked;

    /// <summary>Begins to watch for SIGTERM, SIGINT and SIGQUIT; whoever else deals with them still does.</summary>
    /// <param name="time">Measures.</param>
    public StopGuard(TimeProvider time)
    {
        _timer = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
        {
            _signals.Add(PosixSignalRegistration.Create(signal, _ => Ask()));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _timer.Dispose();
    }

    private static void End()
    {
        Console.Error.WriteLine(FormattableString.Invariant($"The station did not stop within {StationHost.StopLimit.TotalSeconds:0} s: something that it waits for does not answer. It is ended; what was heard is in the journal as far as that could be written."));
        // Not Environment.Exit, which waits for threads that are held up.
        EndProcess(ExitCodes.Software);
    }

    private void Ask()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            _timer.Change(StationHost.StopLimit, Timeout.InfiniteTimeSpan);
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndProcess(int code);
}
