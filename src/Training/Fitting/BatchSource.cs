using System.Threading.Channels;

namespace AvianVox.Training.Fitting;

/// <summary>Draws batches on a thread of its own, a few ahead of the steps. The order is that of the draws, whatever the threads do.</summary>
/// <remarks>The channel holds <see cref="Ahead"/> batches and drops none: the drawing waits.</remarks>
internal sealed class BatchSource
{
    private const int Ahead = 4;

    private readonly Channel<WindowBatch> _channel = Channel.CreateBounded<WindowBatch>(new BoundedChannelOptions(Ahead)
    {
        FullMode = BoundedChannelFullMode.Wait,
        SingleReader = true,
        SingleWriter = true,
    });

    private readonly Task _drawing;

    /// <summary>Starts drawing.</summary>
    /// <param name="windows">Where windows come from; used by this object alone from now on.</param>
    /// <param name="first">First epoch, from 0.</param>
    /// <param name="end">Epoch behind the last.</param>
    /// <param name="stop">Ends drawing.</param>
    public BatchSource(IWindowSource windows, int first, int end, CancellationToken stop) =>
        _drawing = Task.Run(() => DrawAsync(windows, first, end, stop), CancellationToken.None);

    /// <summary>The batches; ends after the last.</summary>
    /// <param name="stop">Ends waiting.</param>
    public IAsyncEnumerable<WindowBatch> ReadAllAsync(CancellationToken stop) => _channel.Reader.ReadAllAsync(stop);

    /// <summary>Waits until the thread has ended.</summary>
    public Task EndedAsync() => _drawing;

    private async Task DrawAsync(IWindowSource windows, int first, int end, CancellationToken stop)
    {
        try
        {
            for (var epoch = first; epoch < end; epoch++)
            {
                foreach (var batch in windows.Epoch(epoch))
                {
                    await _channel.Writer.WriteAsync(batch, stop).ConfigureAwait(false);
                }
            }

            _channel.Writer.Complete();
        }
        catch (Exception cause)
        {
            // The reader gets it; a cancellation is the ordinary way to stop early.
            _channel.Writer.Complete(cause);
        }
    }
}
