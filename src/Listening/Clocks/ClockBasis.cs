namespace AvianVox.Listening.Clocks;

/// <summary>What a time was read from, so that it can be set right later.</summary>
/// <param name="Boot">Identifier of the machine's start.</param>
/// <param name="IsSynchronised">Whether the system's clock was known to be right.</param>
/// <param name="Offset">UTC less the monotonic clock of that start: the difference of two offsets is by how much the clock was moved
/// between.</param>
public readonly record struct ClockBasis(string Boot, bool IsSynchronised, TimeSpan Offset);
