namespace AvianVox.Station.Influx;

/// <summary>Unit of the times that are written to InfluxDB.</summary>
public enum InfluxPrecision
{
    /// <summary>Seconds: two calls of one species within a second, from one source, would be one point.</summary>
    S,

    /// <summary>Milliseconds, as in the journal.</summary>
    Ms,

    /// <summary>Microseconds.</summary>
    Us,

    /// <summary>Nanoseconds.</summary>
    Ns,
}
