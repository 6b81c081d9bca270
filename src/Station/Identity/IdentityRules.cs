using AvianVox.Listening.Settings;

namespace AvianVox.Station.Identity;

/// <summary>The rules that tie the settings of the station's identity together.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class IdentityRules(FaultSink fault)
{
    /// <summary>Checks them.</summary>
    /// <param name="station">Options.</param>
    public void Check(IdentityOptions station)
    {
        if (station.Latitude is null != station.Longitude is null)
        {
            var missing = station.Latitude is null ? "Latitude" : "Longitude";
            fault($"Station:{missing}", "null", "latitude and longitude go together: set both or none");
        }

        if (station.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            fault(
                "Station:TimeZone",
                zone,
                "must be an IANA time zone that this system knows, such as Europe/London (Debian: apt-get install tzdata)");
        }
    }
}
