using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// The window buffers of one source. Their number is the bound of what may wait for the classifier. One thread rents,
/// another returns.
/// </summary>
internal sealed class WindowPool
{
    /// <summary>Free buffers; as many places as there are buffers, so that returning never fails.</summary>
    private readonly Channel<float[]> _free;

    /// <summary>A wait for a free buffer that has not ended.</summary>
    private Task? _wait;

    /// <summary>Creates the pool with all its buffers.</summary>
    /// <param name="count">Number of buffers; at least 1.</param>
    /// <param name="length">Values in each.</param>
    public WindowPool(int count, int length)
    {
        _free = Channel.CreateBounded<float[]>(new BoundedChannelOptions(count) { SingleReader = true, SingleWriter = true });
        for (var index = 0; index < count; index++)
        {
            Return(new float[length]);
        }
    }

    /// <summary>Takes a buffer if one is free.</summary>
    /// <param name="window">The buffer, with whatever it held last.</param>
    public bool TryRent([NotNullWhen(true)] out float[]? window) => _free.Reader.TryRead(out window);

    /// <summary>Waits until a buffer is free, or for a while. Allocates: only for when the classifier is behind.</summary>
    /// <param name="atMost">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        // One wait at a time: what a wait that timed out is still waiting for serves the next.
        _wait ??= _free.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        // Leaves nothing behind with the token, which lives as long as the station. That the time is up is no fault.
        await _wait.WaitAsync(atMost, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        if (_wait.IsCompleted)
        {
            _wait = null;
        }
    }

    /// <summary>Gives a buffer back.</summary>
    /// <param name="window">From this pool.</param>
    public void Return(float[] window)
    {
        if (!_free.Writer.TryWrite(window))
        {
            throw new InvalidOperationException("A window was returned twice.");
        }
    }
}
