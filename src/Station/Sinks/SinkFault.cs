namespace AvianVox.Station.Sinks;

/// <summary>What a delivery failed of, and so what is done about it.</summary>
public enum SinkFault
{
    /// <summary>The receiver is away, busy or slow: tried again for ever, waiting longer each time.</summary>
    Down,

    /// <summary>
    /// The receiver says no to all of it, a wrong password say, and only a person can mend that: tried again for ever, about once a minute.
    /// </summary>
    Refused,

    /// <summary>The receiver says no to what the entries hold: the entry is found and set aside.</summary>
    Rejected,

    /// <summary>It failed on one entry, of the entry or of the receiver: tried again a few times, then as <see cref="Rejected"/>.</summary>
    Failed,
}
