namespace AvianVox.Station.Journal;

/// <summary>What an entry of the journal tells.</summary>
public enum JournalKind
{
    /// <summary>A detection was confirmed.</summary>
    Detection,

    /// <summary>A confirmed detection ended; same id.</summary>
    Event,

    /// <summary>Samples are missing.</summary>
    Gap,

    /// <summary>How long a source was listened to in one minute, so far: a later entry of the same minute replaces it.</summary>
    Effort,

    /// <summary>How the station fares, once a minute; written only where a sink keeps it.</summary>
    Health,

    /// <summary>
    /// The times of an ended detection or a gap, told before while the system's clock was not known to be right, are these; same id.
    /// </summary>
    Correction,
}
