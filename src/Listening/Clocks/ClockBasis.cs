namespace AvianVox.Listening.Clocks;

/// <summary>What a time was read from, so that it can be set right later.</summary>
/// <param name="Boot">Identifier of the machine's start.</param>
/// <param name="IsSynchronised">Whether the system's clock was known to be right.</param>
/// <param name="Offset">UTC less the monotonic clock of that start: the difference of two offsets is by how much the clock was moved
/// between.</param>
public readonly record struct ClockBasis(string Boot, bool IsSynchronised, TimeSpan Offset)
{
    /// <summary>
    /// What a recording's times rest on that does not tell when it began, or was made by a clock that was never set. No clock that becomes
    /// good can put them right later, so they do not wait for one.
    /// </summary>
    public static readonly ClockBasis Unknown = new("", IsSynchronised: true, TimeSpan.Zero);

    /// <summary>Whether nobody knows how far the times are off.</summary>
    public bool IsUnknown => Boot.Length == 0;
}
