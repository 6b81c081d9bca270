namespace AvianVox.Listening.Clocks;

/// <summary>A clock that the configuration vouches for (<see cref="ClockTrust.Trusted"/>): a clock chip, a satellite receiver.</summary>
/// <param name="boot">Identifier of the machine's present start.</param>
public sealed class TrustedClock(string boot) : IClockSource
{
    /// <inheritdoc />
    public string Boot { get; } = boot;

    /// <inheritdoc />
    public ClockQuality Read() => ClockQuality.Synchronised;
}
