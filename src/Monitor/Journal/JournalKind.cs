namespace AvianVox.Monitor.Journal;

/// <summary>What an entry of the journal tells.</summary>
public enum JournalKind
{
    /// <summary>A detection was confirmed.</summary>
    Detection,

    /// <summary>A confirmed detection ended; same id.</summary>
    Event,

    /// <summary>Samples are missing.</summary>
    Gap,
}
