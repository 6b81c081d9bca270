using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;

namespace AvianVox.Station.Messages;

/// <summary>
/// The payloads of log entries: JSON with snake_case keys, times in RFC 3339 UTC with milliseconds, lengths in seconds.
/// Made once, when an entry is appended, and passed on unchanged by every sink. docs/mqtt.md is their description.
/// </summary>
internal static class JournalJson
{
    /// <summary>Version of the payloads; rises when a key changes its meaning or goes, not when one is added.</summary>
    public const int SchemaVersion = 1;

    /// <summary>RFC 3339 with milliseconds and Z.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>"clock" of what was read from a clock known to be right.</summary>
    public const string ClockSynchronised = "synchronised";

    /// <summary>"clock" of what was read from another.</summary>
    public const string ClockUnsynchronised = "unsynchronised";

    // Payloads go to brokers and databases, never into HTML: names keep their accents and apostrophes.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Nodes = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A detection, confirmed or ended.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="detection">As it stands.</param>
    /// <param name="ended">False at its confirmation.</param>
    /// <param name="interrupted">True when the station stopped without seeing its end.</param>
    public static string Detection(string station, DetectionRecord detection, bool ended, bool interrupted = false) => Object(json =>
    {
        Head(json, station, detection.Id, detection.Source);
        json.WriteStartObject("species");
        json.WriteString("code", detection.Label.Code);
        json.WriteString("scientific", detection.Label.ScientificName);
        json.WriteString("common", detection.Label.CommonName);
        json.WriteEndObject();
        Time(json, "begin", detection.Begin);
        Time(json, "end", detection.End);
        Time(json, "peak", detection.Peak);
        json.WriteNumber("duration_s", Math.Round((detection.End - detection.Begin).TotalSeconds, 3));
        json.WriteNumber("confidence", Math.Round(detection.Confidence, 4));
        json.WriteNumber("threshold", Math.Round(detection.Threshold, 4));
        json.WriteNumber("windows", detection.Windows);
        json.WriteString("model", detection.Model);
        Clock(json, detection.Clock);
        json.WriteNumber("begin_sample", detection.BeginSample);
        json.WriteNumber("end_sample", detection.EndSample);
        json.WriteNumber("peak_sample", detection.PeakSample);
        json.WriteBoolean("ended", ended);
        if (detection.Picture is { } picture)
        {
            json.WriteString("picture", picture);
        }

        if (detection.Clip is { } clip)
        {
            json.WriteString("clip", clip);
        }

        if (interrupted)
        {
            json.WriteBoolean("interrupted", true);
        }
    });

    /// <summary>Missing samples.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="gap">What is missing.</param>
    public static string Gap(string station, GapRecord gap) => Object(json =>
    {
        Head(json, station, gap.Id, gap.Source);
        Time(json, "begin", gap.Begin);
        Time(json, "end", gap.Begin.AddSeconds(gap.Seconds));
        json.WriteNumber("duration_s", Math.Round(gap.Seconds, 3));
        json.WriteNumber("begin_sample", gap.BeginSample);
        json.WriteNumber("samples", gap.Samples);
        json.WriteString("cause", Cause(gap.Cause));
        Clock(json, gap.Clock);
    });

    /// <summary>How long a source was listened to in one minute.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="id">Identifier of the entry.</param>
    /// <param name="effort">All there is of that minute so far.</param>
    public static string Effort(string station, Guid id, EffortMinute effort) => Object(json =>
    {
        Head(json, station, id, effort.Source);
        Time(json, "minute", effort.Minute);
        json.WriteNumber("captured_s", Math.Round(effort.CapturedSeconds, 3));
        json.WriteNumber("classified_s", Math.Round(effort.ClassifiedSeconds, 3));
        json.WriteNumber("dropped_s", Math.Round(effort.DroppedSeconds, 3));
    });

    /// <summary>What was told before, with right times.</summary>
    /// <param name="payload">What was told.</param>
    /// <param name="kind">"event" or "gap".</param>
    /// <param name="shiftMs">By how many milliseconds its times were behind.</param>
    public static string Correction(string payload, string kind, long shiftMs)
    {
        var told = JsonNode.Parse(payload)!.AsObject();
        told["uncorrected_begin"] = (string?)told["begin"];
        foreach (var key in (string[])["begin", "end", "peak"])
        {
            if ((string?)told[key] is { } time)
            {
                told[key] = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).AddMilliseconds(shiftMs).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
            }
        }

        told["clock"] = "corrected";
        told["shift_s"] = shiftMs / 1000.0;
        told["corrects"] = kind;
        return told.ToJsonString(Nodes);
    }

    /// <summary>A cause as payloads and tables spell it.</summary>
    /// <param name="cause">Why samples are missing.</param>
    public static string Cause(GapCause cause) => JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString());

    /// <summary>Writes one object.</summary>
    /// <param name="content">Writes its members.</param>
    public static string Object(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a time in RFC 3339 UTC.</summary>
    /// <param name="json">Where.</param>
    /// <param name="key">Key.</param>
    /// <param name="time">Any offset.</param>
    public static void Time(Utf8JsonWriter json, string key, DateTimeOffset time) =>
        json.WriteString(key, time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    private static void Clock(Utf8JsonWriter json, ClockBasis? clock)
    {
        if (clock is { } basis)
        {
            json.WriteString("clock", basis.IsSynchronised ? ClockSynchronised : ClockUnsynchronised);
            json.WriteString("boot", basis.Boot);
        }
    }

    private static void Head(Utf8JsonWriter json, string station, Guid id, string source)
    {
        json.WriteNumber("schema", SchemaVersion);
        json.WriteString("id", id.ToString("D"));
        json.WriteString("station", station);
        json.WriteString("source", source);
    }
}
