using System.Globalization;
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
    /// <summary>The message of an ended detection.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="detection">What that tells.</param>
    public MqttMessage Message(JournalEntry entry, DetectionMessage detection)
    {
        var begin = Local(detection.Begin);
        return new MqttMessage(topic, MessageJson.Write(new BirdnetGoMessage
        {
            SourceNode = station.Name,
            Date = begin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Time = begin.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            BeginTime = Rfc3339(begin),
            EndTime = Rfc3339(Local(detection.End)),
            SpeciesCode = detection.Species.Code,
            ScientificName = detection.Species.Scientific,
            CommonName = detection.Species.Common,
            Confidence = detection.Confidence,
            Latitude = station.Latitude ?? 0,
            Longitude = station.Longitude ?? 0,
            Threshold = detection.Threshold,
            ClipName = detection.Clip ?? "",
            DetectionId = entry.Sequence,
            SourceId = entry.Source,
            SourceName = entry.Source,
        }));
    }

    private static string Rfc3339(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, station.Zone);
}
