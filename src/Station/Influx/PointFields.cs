using InfluxDB.Client.Writes;

namespace AvianVox.Station.Influx;

/// <summary>Fields of a point that may have no value.</summary>
internal static class PointFields
{
    /// <summary>Adds a number, where there is one that the line protocol can carry.</summary>
    /// <param name="point">The point.</param>
    /// <param name="key">Key.</param>
    /// <param name="value">Value; null, infinite and NaN for none.</param>
    public static PointData.Builder Number(this PointData.Builder point, string key, double? value) =>
        value is { } number && double.IsFinite(number) ? point.Field(key, number) : point;
}
