using AvianVox.Station.Sinks;

namespace AvianVox.Station.Tests.Sinks;

/// <summary>What a sink delivers to, for the contract that all sinks keep. It does not take entries that hold "poison".</summary>
internal abstract class Receiver : IAsyncDisposable
{
    /// <summary>Ids of the ended detections that arrived, in the order in which they first did.</summary>
    public abstract IReadOnlyList<string> Received { get; }

    /// <summary>A new sink that delivers here.</summary>
    public abstract ISink Sink();

    /// <summary>Is not there any more.</summary>
    public abstract Task GoAwayAsync();

    /// <summary>Is there again.</summary>
    public abstract Task ComeBackAsync();

    public abstract ValueTask DisposeAsync();
}
