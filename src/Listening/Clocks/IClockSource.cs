namespace AvianVox.Listening.Clocks;

/// <summary>Tells whether the system's clock can be trusted.</summary>
public interface IClockSource
{
    /// <summary>Identifier of the machine's present start: the monotonic clock counts on through it, and no further.</summary>
    string Boot { get; }

    /// <summary>How it stands now.</summary>
    ClockQuality Read();
}
