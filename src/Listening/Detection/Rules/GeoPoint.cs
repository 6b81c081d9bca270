namespace AvianVox.Listening.Detection.Rules;

/// <summary>A place on earth.</summary>
/// <param name="Latitude">In degrees, -90 to 90; north is positive.</param>
/// <param name="Longitude">In degrees, -180 to 180; east is positive.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude);
