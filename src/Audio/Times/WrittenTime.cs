namespace AvianVox.Audio.Times;

/// <summary>
/// A time as it is written somewhere: what a clock showed, and how far that clock was from UTC, where that is written too.
/// </summary>
/// <param name="Clock">What the clock showed.</param>
/// <param name="Offset">Its distance from UTC; null for the local time of whoever wrote it.</param>
public readonly record struct WrittenTime(DateTime Clock, TimeSpan? Offset)
{
    /// <summary>The moment that it tells.</summary>
    /// <param name="zone">Where the writer's clock was, for times without an offset.</param>
    /// <returns>
    /// Null where it lies outside the years 1900 to 2200: nothing that we do with it would be sure to be in a calendar's range.
    /// </returns>
    /// <remarks>
    /// Of the hour that comes twice when summer time ends the second is meant; in the hour that is left out, time goes on as before it.
    /// </remarks>
    public DateTimeOffset? In(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Clock.Year is >= 1900 and < 2200
            ? new DateTimeOffset(DateTime.SpecifyKind(Clock, DateTimeKind.Unspecified), Offset ?? zone.GetUtcOffset(Clock))
            : null;
    }
}
