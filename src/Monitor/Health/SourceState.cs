namespace AvianVox.Monitor.Health;

/// <summary>What a source is doing.</summary>
public enum SourceState
{
    /// <summary>It has given no sample yet.</summary>
    Starting,

    /// <summary>Samples come.</summary>
    Listening,

    /// <summary>The device is away or gives nothing; it is tried again without end.</summary>
    Lost,

    /// <summary>The recording or stream has been heard to its end.</summary>
    Ended,

    /// <summary>It failed for good: a damaged recording, say.</summary>
    Failed,
}
