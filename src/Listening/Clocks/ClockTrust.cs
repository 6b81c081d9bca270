namespace AvianVox.Listening.Clocks;

/// <summary>Whether the system's clock is taken for right.</summary>
public enum ClockTrust
{
    /// <summary>Once the system says that a time service has set it.</summary>
    Auto,

    /// <summary>Always: a clock chip, or a receiver that the system does not know of, keeps it.</summary>
    Trusted,
}
