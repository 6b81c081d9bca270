using System.Threading.Channels;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// What lies between the window stage and the classifier stage of one branch: free window buffers, and a bounded channel of items.
/// Drop rule: none of its own. Without a free buffer the window stage waits, or drops (see there); the channel has room for every
/// buffer and some cuts, and when that is full the window stage waits and the ring fills.
/// </summary>
/// <param name="windows">Window buffers; at least 1.</param>
/// <param name="windowValues">Values in each.</param>
internal sealed class WindowQueue(int windows, int windowValues)
{
    /// <summary>Places beyond the window buffers, for cuts.</summary>
    private const int CutPlaces = 16;

    private readonly Channel<PipelineItem> _items = Channel.CreateBounded<PipelineItem>(
        new BoundedChannelOptions(windows + CutPlaces) { SingleReader = true, SingleWriter = true });

    /// <summary>Free window buffers.</summary>
    public WindowPool Pool { get; } = new(windows, windowValues);

    /// <summary>The window stage's end; completed when that returns.</summary>
    public ChannelWriter<PipelineItem> Writer => _items.Writer;

    /// <summary>The classifier stage's end.</summary>
    public ChannelReader<PipelineItem> Reader => _items.Reader;

    /// <summary>Window buffers for a classifier.</summary>
    /// <param name="maxBatch">Most windows that it takes at once.</param>
    public static int Windows(int maxBatch) => Math.Max(4, 2 * maxBatch);
}
