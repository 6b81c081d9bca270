namespace AvianVox.Listening.Status;

/// <summary>What a source is doing.</summary>
public enum SourceState
{
    /// <summary>It has given no sample yet.</summary>
    Starting,

    /// <summary>Samples come.</summary>
    Listening,

    /// <summary>The device or stream is away, gives nothing, or gives samples at the wrong rate; it is tried again without end.</summary>
    Lost,

    /// <summary>The device is there and gives digital silence; it is opened again without end.</summary>
    Silent,

    /// <summary>Its schedule says to pause.</summary>
    Paused,

    /// <summary>The recording has been heard to its end.</summary>
    Ended,

    /// <summary>It failed for good: a damaged recording, say.</summary>
    Failed,
}
