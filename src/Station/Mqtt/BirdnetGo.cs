using System.Globalization;
using System.Text.Json;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;

namespace AvianVox.Station.Mqtt;

/// <summary>
/// Detections as birdnet-go's users know them: one message when a bird has ended, with the keys that its clients read. Date and
/// time are the station's local ones. What has no counterpart here (processing time, picture) has the value for "none".
/// </summary>
/// <param name="topic">Where to.</param>
/// <param name="station">Who and where the station is.</param>
internal sealed class BirdnetGo(string topic, IdentityOptions station)
{
    /// <summary>The message of an entry.</summary>
    /// <param name="entry">The end of a detection.</param>
    /// <param name="payload">Its payload.</param>
    public MqttMessage Message(JournalEntry entry, JsonElement payload)
    {
        var species = payload.GetProperty("species");
        var begin = Local(payload, "begin");
        return new MqttMessage(topic, JournalJson.Object(json =>
        {
            json.WriteString("SourceNode", station.Name);
            json.WriteString("Date", begin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("Time", begin.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            json.WriteString("BeginTime", Rfc3339(begin));
            json.WriteString("EndTime", Rfc3339(Local(payload, "end")));
            json.WriteString("SpeciesCode", species.GetProperty("code").GetString());
            json.WriteString("ScientificName", species.GetProperty("scientific").GetString());
            json.WriteString("CommonName", species.GetProperty("common").GetString());
            json.WriteNumber("Confidence", payload.GetProperty("confidence").GetDouble());
            json.WriteNumber("Latitude", station.Latitude ?? 0);
            json.WriteNumber("Longitude", station.Longitude ?? 0);
            json.WriteNumber("Threshold", payload.GetProperty("threshold").GetDouble());
            json.WriteNumber("Sensitivity", 1);
            json.WriteString("ClipName", payload.TryGetProperty("clip", out var clip) ? clip.GetString() : "");
            json.WriteNumber("ProcessingTime", 0L);
            json.WriteNumber("detectionId", entry.Sequence);
            json.WriteString("sourceId", entry.Source);
            json.WriteString("sourceName", entry.Source);
            json.WriteStartObject("BirdImage");
            json.WriteString("URL", "");
            json.WriteEndObject();
        }));
    }

    private static string Rfc3339(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private DateTimeOffset Local(JsonElement payload, string key) =>
        TimeZoneInfo.ConvertTime(payload.GetProperty(key).GetDateTimeOffset(), station.Zone);
}
