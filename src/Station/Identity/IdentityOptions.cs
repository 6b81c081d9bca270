using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Settings;

namespace AvianVox.Station.Identity;

/// <summary>Who and where the station is.</summary>
[SettingGroup]
public sealed class IdentityOptions
{
    /// <summary>Name in topics and tags: lower-case letters, digits and hyphens, 1 to 64. Default "station".</summary>
    [Pattern(PatternAttribute.Name, PatternAttribute.NameAllowed)]
    public string Id { get; set; } = "station";

    /// <summary>Name for people. Default "AvianVox".</summary>
    [Pattern(PatternAttribute.Something, "a name")]
    public string Name { get; set; } = "AvianVox";

    /// <summary>Latitude in degrees, -90 to 90; null when unknown. Default null.</summary>
    [Between(-90, 90)]
    public double? Latitude { get; set; }

    /// <summary>Longitude in degrees, -180 to 180; null when unknown. Default null.</summary>
    [Between(-180, 180)]
    public double? Longitude { get; set; }

    /// <summary>
    /// IANA time zone for what people read, "Europe/London" say; null for the system's. Default null. Inside, all is UTC.
    /// </summary>
    public string? TimeZone { get; set; }

    /// <summary>Whether the system's clock is right. Default <see cref="ClockTrust.Auto"/>: the system is asked.</summary>
    public ClockTrust Clock { get; set; } = ClockTrust.Auto;

    /// <summary>Time zone of what people read; <see cref="TimeZone"/> has been checked.</summary>
    public TimeZoneInfo Zone => TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Local;

    /// <summary>Where the station is; null when unknown.</summary>
    public GeoPoint? Place => Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null;
}
