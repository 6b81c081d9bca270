using System.Text.Json;
using AvianVox.Station.Journal;

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

    /// <summary>Kinds of entries that make points.</summary>
    public static IReadOnlySet<JournalKind> Kinds { get; } = new HashSet<JournalKind> { JournalKind.Event, JournalKind.Effort, JournalKind.Health, JournalKind.Correction };

    /// <summary>Writes an entry's points.</summary>
    /// <param name="lines">Where to.</param>
    /// <param name="entry">Of one of <see cref="Kinds"/>.</param>
    public void Write(LineWriter lines, JournalEntry entry)
    {
        using var payload = JsonDocument.Parse(entry.Payload);
        var root = payload.RootElement;
        switch (entry.Kind)
        {
            case JournalKind.Event:
                WriteEvent(lines, root);
                break;
            case JournalKind.Correction:
                // The point at the wrong time stays, and its id tells it from the right one.
                if (Text(root, "corrects") == "event")
                {
                    WriteEvent(lines, root);
                }

                break;
            case JournalKind.Effort:
                lines.Point(Effort).Tag("station", station).Tag("source", Text(root, "source"))
                    .Field("captured_s", Number(root, "captured_s")).Field("classified_s", Number(root, "classified_s")).Field("dropped_s", Number(root, "dropped_s"))
                    .At(Units(root.GetProperty("minute").GetDateTimeOffset()));
                break;
            case JournalKind.Health:
                WriteHealth(lines, root);
                break;
        }
    }

    private void WriteEvent(LineWriter lines, JsonElement root)
    {
        var species = root.GetProperty("species");
        var begin = root.GetProperty("begin").GetDateTimeOffset();
        var end = root.GetProperty("end").GetDateTimeOffset();
        lines.Point(Detection).Tag("station", station).Tag("source", Text(root, "source"))
            .Tag("species", Text(species, "code")).Tag("scientific", Text(species, "scientific")).Tag("model", Text(root, "model"))
            .Field("confidence", Number(root, "confidence")).Field("duration_s", Number(root, "duration_s"))
            .Field("low_hz", Number(root, "low_hz")).Field("high_hz", Number(root, "high_hz"))
            .Field("id", Text(root, "id"))
            .At(Units(begin));
        for (var minute = begin.AddTicks(-(begin.UtcTicks % TimeSpan.TicksPerMinute)); minute <= end; minute = minute.AddMinutes(1))
        {
            lines.Point(Presence).Tag("station", station).Tag("source", Text(root, "source"))
                .Tag("species", Text(species, "code")).Tag("scientific", Text(species, "scientific"))
                .Field("present", 1L)
                .At(Units(minute));
        }
    }

    private void WriteHealth(LineWriter lines, JsonElement root)
    {
        var time = Units(root.GetProperty("time").GetDateTimeOffset());
        lines.Point(Health).Tag("station", station)
            .Field("uptime_s", Number(root, "uptime_s")).Field("processor_s", Number(root, "processor_s")).Field("resident_bytes", Number(root, "resident_bytes"))
            .At(time);
        foreach (var source in Items(root, "sources"))
        {
            lines.Point(Health).Tag("station", station).Tag("source", Text(source, "name"))
                .Field("listening", Text(source, "state") == "listening" ? 1L : 0L)
                .Field("captured_s", Number(source, "captured_s")).Field("classified_s", Number(source, "classified_s"))
                .Field("dropped_s", Number(source, "dropped_s")).Field("pending_s", Number(source, "pending_s")).Field("missing_s", Number(source, "missing_s"))
                .Field("losses", Number(source, "losses"))
                .At(time);
        }

        foreach (var sink in Items(root, "sinks"))
        {
            lines.Point(Health).Tag("station", station).Tag("sink", Text(sink, "name"))
                .Field("waiting", Number(sink, "waiting")).Field("set_aside", Number(sink, "set_aside")).Field("dropped", Number(sink, "dropped"))
                .At(time);
        }
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement root, string key) =>
        root.TryGetProperty(key, out var list) ? list.EnumerateArray() : default;

    private static string? Text(JsonElement root, string key) => root.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private long Units(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return precision switch
        {
            InfluxPrecision.S => ticks / TimeSpan.TicksPerSecond,
            InfluxPrecision.Ms => ticks / TimeSpan.TicksPerMillisecond,
            InfluxPrecision.Us => ticks / TimeSpan.TicksPerMicrosecond,
            _ => ticks * TimeSpan.NanosecondsPerTick,
        };
    }
}
