using AvianVox.Station.Identity;
using AvianVox.Station.Scheduling;

namespace AvianVox.Station.Camera;

/// <summary>Whether the sun is up where the station is.</summary>
internal static class Daylight
{
    /// <summary>Whether the sun is up at a moment.</summary>
    /// <param name="station">Where the station is; known.</param>
    /// <param name="at">The moment.</param>
    public static bool IsDay(IdentityOptions station, DateTimeOffset at)
    {
        // The sun's day of a place far east or west lies on two dates of UTC.
        var date = DateOnly.FromDateTime(at.UtcDateTime);
        for (var days = -1; days <= 1; days++)
        {
            var (rise, set) = Sun.Day(date.AddDays(days), station.Latitude!.Value, station.Longitude!.Value);
            if (at >= rise && at < set)
            {
                return true;
            }
        }

        return false;
    }
}
