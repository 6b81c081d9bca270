namespace AvianVox.Station.Scheduling;

/// <summary>Where a station stands and what its clock shows.</summary>
/// <param name="Zone">Time zone of its people.</param>
/// <param name="Latitude">Degrees north; read by times relative to the sun only.</param>
/// <param name="Longitude">Degrees east.</param>
public sealed record Place(TimeZoneInfo Zone, double Latitude, double Longitude)
{
    /// <summary>Date at the place.</summary>
    /// <param name="at">Any moment.</param>
    public DateOnly Date(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>When the clock shows a time.</summary>
    /// <param name="date">The date.</param>
    /// <param name="timeOfDay">0 to 24 h.</param>
    /// <param name="isEnd">
    /// What the clock shows twice in autumn is the first time for a begin, the second for an end, so that nothing is missed; what it
    /// leaves out in spring is the moment of the change.
    /// </param>
    public DateTimeOffset Clock(DateOnly date, TimeSpan timeOfDay, bool isEnd)
    {
        var local = date.ToDateTime(TimeOnly.MinValue) + timeOfDay;
        if (Zone.IsAmbiguousTime(local))
        {
            var offsets = Zone.GetAmbiguousTimeOffsets(local);
            return new DateTimeOffset(local, isEnd ? offsets.Min() : offsets.Max()).ToUniversalTime();
        }

        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
