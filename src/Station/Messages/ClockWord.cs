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

    /// <summary>The word for a clock.</summary>
    /// <param name="isSynchronised">Whether it is known to be right.</param>
    public static string Of(bool isSynchronised) => isSynchronised ? Synchronised : Unsynchronised;
}
