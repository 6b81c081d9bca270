namespace AvianVox.Listening.Detection.Rules;

/// <summary>
/// A part of the Earth between two parallels and two meridians. Where west is greater than east it crosses the 180th meridian.
/// </summary>
/// <param name="South">Least latitude in degrees.</param>
/// <param name="North">Greatest latitude in degrees.</param>
/// <param name="West">Western longitude in degrees.</param>
/// <param name="East">Eastern longitude in degrees.</param>
public sealed record GeoBox(double South, double North, double West, double East)
{
    /// <summary>Whether a place lies in it; its edges do.</summary>
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    public bool Contains(double latitude, double longitude) =>
        latitude >= South && latitude <= North
        && (West <= East ? longitude >= West && longitude <= East : longitude >= West || longitude <= East);
}
