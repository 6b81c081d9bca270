namespace AvianVox.Station.Scheduling;

/// <summary>Sunrise and sunset anywhere, within about a minute between 72° north and south.</summary>
/// <remarks>
/// The formulas of NOAA's solar calculator, after Jean Meeus, Astronomical Algorithms: the sun's apparent longitude and the
/// equation of time from the Julian century, and the hour angle at which its upper edge, raised by the air's refraction, stands on
/// the horizon (its centre 0.833° below it). Position and equation of time are taken at the event itself, by a second step.
/// </remarks>
internal static class Sun
{
    /// <summary>Zenith distance of the sun's centre at rise and set, in degrees: 34' of refraction and 16' of radius.</summary>
    private const double HorizonZenith = 90.833;

    /// <summary>Minutes in a day.</summary>
    private const double DayMinutes = 1_440;

    /// <summary>The sun's day at a place.</summary>
    /// <param name="date">Date at the place.</param>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    /// <returns>
    /// Rise and set around that date's solar noon, UTC. Where the sun does not set, they are 12 h before and after noon; where it does
    /// not rise, both are noon.
    /// </returns>
    public static (DateTimeOffset Rise, DateTimeOffset Set) Day(DateOnly date, double latitude, double longitude)
    {
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var noon = (DayMinutes / 2) - (4 * longitude);
        noon -= At(midnight.AddMinutes(noon)).EquationMinutes;
        return (
            midnight.AddMinutes(Event(midnight, noon, latitude, longitude, -1)),
            midnight.AddMinutes(Event(midnight, noon, latitude, longitude, +1)));
    }

    /// <summary>Minutes from midnight UTC to an event; the first step starts at noon.</summary>
    private static double Event(DateTimeOffset midnight, double noon, double latitude, double longitude, int side)
    {
        var minutes = noon;
        for (var step = 0; step < 3; step++)
        {
            var (declination, equation) = At(midnight.AddMinutes(minutes));
            minutes = (DayMinutes / 2) - (4 * longitude) - equation + (side * 4 * HourAngle(latitude, declination));
        }

        return minutes;
    }

    /// <summary>Degrees from noon to rise or set, 0 to 180.</summary>
    private static double HourAngle(double latitude, double declination)
    {
        var cosine = (Cos(HorizonZenith) / (Cos(latitude) * Cos(declination))) - (
            Math.Tan(Radians(latitude)) * Math.Tan(Radians(declination)));
        return double.IsNaN(cosine) ? 0 : Degrees(Math.Acos(Math.Clamp(cosine, -1, 1)));
    }

    private static (double Declination, double EquationMinutes) At(DateTimeOffset time)
    {
        var century = ((time - new DateTimeOffset(2000, 1, 1, 12, 0, 0, TimeSpan.Zero)).TotalDays) / 36_525;
        var meanLongitude = 280.46646 + (century * (36_000.76983 + (century * 0.0003032)));
        var anomaly = 357.52911 + (century * (35_999.05029 - (0.0001537 * century)));
        var eccentricity = 0.016708634 - (century * (0.000042037 + (0.0000001267 * century)));
        var centre = (Sin(anomaly) * (1.914602 - (century * (0.004817 + (0.000014 * century)))))
            + (Sin(2 * anomaly) * (0.019993 - (0.000101 * century)))
            + (Sin(3 * anomaly) * 0.000289);
        var node = 125.04 - (1_934.136 * century);
        var apparent = meanLongitude + centre - 0.00569 - (0.00478 * Sin(node));
        var obliquity = 23 + ((26 + ((21.448 - (century * (46.815 + (century * (0.00059 - (century * 0.001813)))))) / 60)) / 60) + (
            0.00256 * Cos(node));
        var declination = Degrees(Math.Asin(Sin(obliquity) * Sin(apparent)));
        var y = Math.Pow(Math.Tan(Radians(obliquity / 2)), 2);
        var equation = 4 * Degrees(
            (y * Sin(2 * meanLongitude))
            - (2 * eccentricity * Sin(anomaly))
            + (4 * eccentricity * y * Sin(anomaly) * Cos(2 * meanLongitude))
            - (0.5 * y * y * Sin(4 * meanLongitude))
            - (1.25 * eccentricity * eccentricity * Sin(2 * anomaly)));
        return (declination, equation);
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;

    private static double Sin(double degrees) => Math.Sin(Radians(degrees));

    private static double Cos(double degrees) => Math.Cos(Radians(degrees));
}
