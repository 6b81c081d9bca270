using System.Text.Json;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Status;
using AvianVox.Station.Messages;
using AvianVox.Station.Mqtt;

namespace AvianVox.Station.Health;

/// <summary>The health message; docs/mqtt.md is its description.</summary>
internal static class HealthJson
{
    /// <summary>Writes the message.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="health">How it fares.</param>
    /// <param name="lastSequence">Last entry of the journal.</param>
    public static string Write(string station, StationHealth health, long lastSequence) => JournalJson.Object(json =>
    {
        json.WriteNumber("schema", JournalJson.SchemaVersion);
        json.WriteString("station", station);
        JournalJson.Time(json, "time", health.Time);
        json.WriteString("version", health.Version);
        json.WriteString("model", health.Model);
        json.WriteString("clock", health.IsClockSynchronised ? JournalJson.ClockSynchronised : JournalJson.ClockUnsynchronised);
        json.WriteNumber("uptime_s", Math.Round(health.UptimeSeconds, 1));
        json.WriteNumber("processor_s", Math.Round(health.ProcessorSeconds, 2));
        json.WriteNumber("resident_bytes", health.ResidentBytes);
        json.WriteStartArray("sources");
        foreach (var source in health.Sources)
        {
            json.WriteStartObject();
            Write(json, source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (health.Clips is { } clips)
        {
            json.WriteStartObject("clips");
            Write(json, clips);
            json.WriteEndObject();
        }

        if (health.Wear is { } wear)
        {
            json.WriteStartObject("disk");
            json.WriteNumber("written_bytes", wear.WrittenBytes);
            if (wear.BytesPerDay is { } daily)
            {
                json.WriteNumber("written_bytes_per_day", Math.Round(daily));
            }

            json.WriteEndObject();
        }

        if (health.Cameras.Count > 0)
        {
            json.WriteStartArray("cameras");
            foreach (var camera in health.Cameras)
            {
                Write(json, camera);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("journal");
        json.WriteNumber("last_sequence", lastSequence);
        if (health.Sinks.FirstOrDefault(sink => sink.Name == MqttSink.SinkName) is { } mqtt)
        {
            json.WriteNumber("mqtt_cursor", mqtt.Cursor);
        }

        json.WriteEndObject();
        json.WriteStartArray("sinks");
        foreach (var sink in health.Sinks)
        {
            json.WriteStartObject();
            json.WriteString("name", sink.Name);
            json.WriteNumber("cursor", sink.Cursor);
            json.WriteNumber("waiting", sink.Waiting);
            json.WriteNumber("set_aside", sink.SetAside);
            json.WriteNumber("dropped", sink.Dropped);
            json.WriteString("fault", sink.Fault);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, CameraHealth camera)
    {
        json.WriteStartObject();
        json.WriteString("name", camera.Name);
        json.WriteNumber("triggered", camera.Triggered);
        json.WriteNumber("failed", camera.Failed);
        json.WriteNumber("passed_over", camera.PassedOver);
        if (camera.StartMilliseconds is { } milliseconds)
        {
            json.WriteNumber("start_ms", Math.Round(milliseconds, 1));
        }
        else
        {
            json.WriteNull("start_ms");
        }

        json.WriteString("fault", camera.Fault);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SourceHealth source)
    {
        json.WriteString("name", source.Name);
        json.WriteString("state", JsonNamingPolicy.SnakeCaseLower.ConvertName(source.State.ToString()));
        json.WriteString("description", source.Description);
        json.WriteNumber("sample_rate", source.SampleRate);
        json.WriteNumber("captured", source.Samples.Captured);
        json.WriteNumber("classified", source.Samples.Classified);
        json.WriteNumber("dropped", source.Samples.Dropped);
        json.WriteNumber("pending", source.Samples.Pending);
        json.WriteNumber("missing", source.MissingSamples);
        if (source.SampleRate > 0)
        {
            json.WriteNumber("captured_s", Seconds(source.Samples.Captured, source));
            json.WriteNumber("classified_s", Seconds(source.Samples.Classified, source));
            json.WriteNumber("dropped_s", Seconds(source.Samples.Dropped, source));
            json.WriteNumber("pending_s", Seconds(source.Samples.Pending, source));
            json.WriteNumber("missing_s", Seconds(source.MissingSamples, source));
        }

        if (source.LastSample is { } last)
        {
            JournalJson.Time(json, "last_sample", last);
        }
        else
        {
            json.WriteNull("last_sample");
        }

        json.WriteNumber("losses", source.Losses);
        json.WriteNumber("overruns", source.Overruns);
        json.WriteString("model", source.Model);
        json.WriteString("fault", source.Fault);
        json.WriteStartObject("rejected");
        foreach (var (rule, rejected) in source.Rejected)
        {
            json.WriteNumber(RejectionLog.NameOf(rule), rejected);
        }

        json.WriteEndObject();
        json.WriteNumber("voice_windows", source.VoiceWindows);
    }

    private static void Write(Utf8JsonWriter json, ClipHealth clips)
    {
        json.WriteString("state", clips.IsStopped ? "stopped" : "writing");
        json.WriteString("fault", clips.Fault);
        json.WriteNumber("written", clips.Written);
        json.WriteNumber("written_bytes", clips.WrittenBytes);
        json.WriteNumber("lost", clips.Lost);
        json.WriteNumber("blanked", clips.Blanked);
        json.WriteNumber("deleted", clips.Deleted);
        json.WriteNumber("kept", clips.Kept);
        json.WriteNumber("kept_bytes", clips.KeptBytes);
        json.WriteNumber("free_bytes", clips.FreeBytes);
    }

    private static double Seconds(long samples, SourceHealth source) => Math.Round((double)samples / source.SampleRate, 3);
}
