using AvianVox.Audio.Native;

namespace AvianVox.Audio.Capture;

/// <summary>
/// Calls into PortAudio, one at a time and each with a bound: PortAudio is not made for several threads, and any of its calls may hang
/// when the sound server does.
/// </summary>
/// <remarks>
/// PortAudio looks for devices only when it is initialised. So it is initialised for the first user and terminated after the last; a
/// microphone opened while no other is open finds a sound server that has come back. One opened beside another sees the devices of when
/// the first was opened. A stream that hangs while it is closed keeps its turn and counts as open until it comes back; until then
/// others are told that the sound system does not answer.
/// </remarks>
internal static class PortAudioCalls
{
    private static readonly SemaphoreSlim Gate = new(1, 1);

    /// <summary>Open streams and running queries; used only inside calls.</summary>
    private static int _users;

    /// <summary>Runs a call on a thread of its own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="abandoned">Undoes a call that ends after the bound; runs inside the same turn.</param>
    /// <param name="bound">How long waiting for the turn and the call may each take.</param>
    /// <param name="time">Clock of the bound.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="AudioException">The sound system does not answer, or what the call throws.</exception>
    public static async Task<T> RunAsync<T>(
        Func<T> call,
        Action<T> abandoned,
        TimeSpan bound,
        TimeProvider time,
        CancellationToken cancellation)
    {
        await WaitForTurnAsync(bound, time, cancellation).ConfigureAwait(false);
        var isDecided = 0;
        var running = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    var result = call();
                    if (Interlocked.Exchange(ref isDecided, 1) == 1)
                    {
                        abandoned(result);
                    }

                    return result;
                }
                finally
                {
                    Gate.Release();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return await running.WaitAsync(bound, time, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            if (Interlocked.Exchange(ref isDecided, 1) == 1)
            {
                // It ended in the very moment we gave up.
                return await running.ConfigureAwait(false);
            }

            // Its fault, if it ever comes, is nobody's any more.
            _ = running.ContinueWith(
                static late => late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
            if (fault is TimeoutException)
            {
                throw NoAnswer(bound, fault);
            }

            throw;
        }
    }

    /// <summary>Initialises PortAudio for the first user. Inside a call only.</summary>
    public static void Acquire()
    {
        if (_users == 0)
        {
            LibraryChatter.Silence();
            Check(PortAudio.Initialize(), "The sound system cannot be started");
        }

        _users++;
    }

    /// <summary>Terminates PortAudio after the last user. Inside a call only.</summary>
    public static void Release()
    {
        if (--_users == 0)
        {
            _ = PortAudio.Terminate();
        }
    }

    /// <summary>Turns an error number into an exception.</summary>
    /// <param name="result">Negative for an error.</param>
    /// <param name="what">What failed.</param>
    public static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw new AudioException($"{what}: {PortAudio.Describe(result)}.");
        }
    }

    private static async Task WaitForTurnAsync(TimeSpan bound, TimeProvider time, CancellationToken cancellation)
    {
        using var tooLate = new CancellationTokenSource(bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLate.Token, cancellation);
        try
        {
            await Gate.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw NoAnswer(bound, fault);
        }
    }

    private static AudioException NoAnswer(TimeSpan bound, Exception fault) =>
        new($"The sound system has not answered for {bound.TotalSeconds:0.#} s. Is the sound server stuck?", fault);
}
