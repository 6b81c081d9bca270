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
    /// <param name="values">Values per window.</param>
    /// <param name="batch">Windows per batch.</param>
    /// <param name="count">Number of batches.</param>
    /// <param name="stop">Ends drawing.</param>
    public BatchSource(TrainingWindows windows, int values, int batch, int count, CancellationToken stop) =>
        _drawing = Task.Run(() => DrawAsync(windows, values, batch, count, stop), CancellationToken.None);

    /// <summary>The batches; ends after the last.</summary>
    /// <param name="stop">Ends waiting.</param>
    public IAsyncEnumerable<WindowBatch> ReadAllAsync(CancellationToken stop) => _channel.Reader.ReadAllAsync(stop);

    /// <summary>Waits until the thread has ended.</summary>
    public Task EndedAsync() => _drawing;

    private async Task DrawAsync(TrainingWindows windows, int values, int batch, int count, CancellationToken stop)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                var drawn = new WindowBatch(new float[batch * values], new long[batch]);
                for (var k = 0; k < batch; k++)
                {
                    drawn.Labels[k] = windows.Draw(drawn.Windows.AsSpan(k * values, values));
                }

                await _channel.Writer.WriteAsync(drawn, stop).ConfigureAwait(false);
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
