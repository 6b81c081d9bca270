namespace AvianVox.Listening.Clocks;

/// <summary>What is known of the system's clock.</summary>
public enum ClockQuality
{
    /// <summary>Somebody keeps it right.</summary>
    Synchronised,

    /// <summary>Nobody has set it right since the machine started.</summary>
    Unsynchronised,

    /// <summary>The system does not say.</summary>
    Unknown,
}
