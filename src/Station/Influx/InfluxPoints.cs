using AvianVox.Station.Journal;
using AvianVox.Station.Messages;
using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Writes;

namespace AvianVox.Station.Influx;

/// <summary>
/// What entries of the journal are in InfluxDB; docs/influxdb.md is the description. The same entry makes the same points,
/// and a point written twice is one, so that repeats do no harm.
/// </summary>
/// <param name="station">The station's id.</param>
/// <param name="precision">Of the times.</param>
internal sealed class InfluxPoints(string station, InfluxPrecision precision)
{
    /// <summary>Measurement of detections that have ended.</summary>
    public const string Detection = "detection";

    /// <summary>Measurement of the minutes in which a species was heard.</summary>
    public const string Presence = "presence";

    /// <summary>Measurement of how long was listened to in each minute.</summary>
    public const string Effort = "effort";

    /// <summary>Measurement of how the station, its sources and its sinks fare.</summary>
    public const string Health = "station_health";

    /// <summary>An entry's points.</summary>
    /// <param name="entry">Of one of <see cref="InfluxSink.KindsTaken"/>.</param>
    public IReadOnlyList<PointData> Of(JournalEntry entry) => entry.Kind switch
    {
        JournalKind.Event => OfEvent(MessageJson.Read<DetectionMessage>(entry.Payload)),
        // The point at the wrong time stays, and its id tells it from the right one.
        JournalKind.Correction when JournalJson.Corrected(entry.Payload) == JournalJson.OfEvent =>
            OfEvent(MessageJson.Read<DetectionMessage>(entry.Payload)),
        JournalKind.Effort => OfEffort(MessageJson.Read<EffortMessage>(entry.Payload)),
        JournalKind.Health => OfHealth(MessageJson.Read<HealthMessage>(entry.Payload)),
        _ => [],
    };

    private List<PointData> OfEvent(DetectionMessage detection)
    {
        var points = new List<PointData>
        {
            Point(Detection, detection.Begin, ("source", detection.Source), ("species", detection.Species.Code),
                    ("scientific", detection.Species.Scientific), ("model", detection.Model))
                .Number("confidence", detection.Confidence)
                .Number("duration_s", detection.DurationSeconds)
                .Number("low_hz", detection.LowHz)
                .Number("high_hz", detection.HighHz)
                .Field("id", detection.Id.ToString("D"))
                .ToPointData(),
        };
        var first = detection.Begin.AddTicks(-(detection.Begin.UtcTicks % TimeSpan.TicksPerMinute));
        for (var minute = first; minute <= detection.End; minute = minute.AddMinutes(1))
        {
            points.Add(Point(Presence, minute, ("source", detection.Source), ("species", detection.Species.Code),
                    ("scientific", detection.Species.Scientific))
                .Field("present", 1L)
                .ToPointData());
        }

        return points;
    }

    private List<PointData> OfEffort(EffortMessage effort) =>
    [
        Point(Effort, effort.Minute, ("source", effort.Source))
            .Number("captured_s", effort.CapturedSeconds)
            .Number("classified_s", effort.ClassifiedSeconds)
            .Number("dropped_s", effort.DroppedSeconds)
            .ToPointData(),
    ];

    private List<PointData> OfHealth(HealthMessage health) =>
    [
        Point(Health, health.Time)
            .Number("uptime_s", health.UptimeSeconds)
            .Number("processor_s", health.ProcessorSeconds)
            .Number("resident_bytes", health.ResidentBytes)
            .ToPointData(),
        .. health.Sources.Select(source => Point(Health, health.Time, ("source", source.Name))
            .Field("listening", source.State == "listening" ? 1L : 0L)
            .Number("captured_s", source.CapturedSeconds)
            .Number("classified_s", source.ClassifiedSeconds)
            .Number("dropped_s", source.DroppedSeconds)
            .Number("pending_s", source.PendingSeconds)
            .Number("missing_s", source.MissingSeconds)
            .Number("losses", source.Losses)
            .ToPointData()),
        .. health.Sinks.Select(sink => Point(Health, health.Time, ("sink", sink.Name))
            .Number("waiting", sink.Waiting)
            .Number("set_aside", sink.SetAside)
            .Number("dropped", sink.Dropped)
            .ToPointData()),
    ];

    private PointData.Builder Point(string measurement, DateTimeOffset time, params ReadOnlySpan<(string Key, string Value)> tags)
    {
        var point = PointData.Builder.Measurement(measurement).Tag("station", station);
        foreach (var (key, value) in tags)
        {
            point.Tag(key, Name(value));
        }

        // Whole units, counted here: the library computes microseconds in floating point, which is one off at times of today.
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return precision switch
        {
            InfluxPrecision.S => point.Timestamp(ticks / TimeSpan.TicksPerSecond, WritePrecision.S),
            InfluxPrecision.Ms => point.Timestamp(ticks / TimeSpan.TicksPerMillisecond, WritePrecision.Ms),
            InfluxPrecision.Us => point.Timestamp(ticks / TimeSpan.TicksPerMicrosecond, WritePrecision.Us),
            _ => point.Timestamp(ticks * TimeSpan.NanosecondsPerTick, WritePrecision.Ns),
        };
    }

    /// <summary>
    /// What a name cannot carry is changed: control characters become spaces, a backslash a slash (databases differ in what one
    /// before a space or a comma means).
    /// </summary>
    private static string Name(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter == '\\' ? '/' : letter));
}
