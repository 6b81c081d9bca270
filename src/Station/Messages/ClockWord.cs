using AvianVox.Listening.Clocks;

namespace AvianVox.Station.Messages;

/// <summary>What messages say of the clock that their times were read from.</summary>
internal static class ClockWord
{
    /// <summary>Known to be right.</summary>
    public const string Synchronised = "synchronised";

    /// <summary>Not known to be right.</summary>
    public const string Unsynchronised = "unsynchronised";

    /// <summary>It was wrong, and the times were moved.</summary>
    public const string Corrected = "corrected";

    /// <summary>Of a recording that does not tell when it began, or tells the time of a clock that was never set.</summary>
    public const string Unknown = "unknown";

    /// <summary>The word for what times were read from.</summary>
    /// <param name="basis">Null for a recording's own time.</param>
    /// <returns>Null for a recording's own time.</returns>
    public static string? Of(ClockBasis? basis) => basis is { } clock ? clock.IsUnknown ? Unknown : Of(clock.IsSynchronised) : null;

    /// <summary>The identifier of the machine's start that times were read in.</summary>
    /// <param name="basis">Null for a recording's own time.</param>
    /// <returns>Null where they were not read from the system's clock.</returns>
    public static string? BootOf(ClockBasis? basis) => basis is { IsUnknown: false } clock ? clock.Boot : null;

    /// <summary>The word for the system's clock.</summary>
    /// <param name="isSynchronised">Whether it is known to be right.</param>
    public static string Of(bool isSynchronised) => isSynchronised ? Synchronised : Unsynchronised;
}
