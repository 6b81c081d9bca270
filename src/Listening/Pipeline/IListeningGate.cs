namespace AvianVox.Listening.Pipeline;

/// <summary>Says when a source is listened to.</summary>
public interface IListeningGate
{
    /// <summary>Whether to listen now.</summary>
    bool IsOpen { get; }

    /// <summary>When that next changes, by the clock of people.</summary>
    DateTimeOffset LocalChange { get; }

    /// <summary>Waits until it is time to listen.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    Task WaitOpenAsync(CancellationToken cancellation);
}
