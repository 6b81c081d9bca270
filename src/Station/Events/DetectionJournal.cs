using System.Globalization;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Station.Journal;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Events;

/// <summary>Appends detections to the journal and tells whoever looks at the terminal.</summary>
/// <param name="journal">Hears first.</param>
/// <param name="log">Of the category <see cref="Category"/>.</param>
/// <param name="zone">Time zone of what people read.</param>
public sealed class DetectionJournal(IJournalAppender journal, ILogger log, TimeZoneInfo zone) : IDetectionSink
{
    /// <summary>Category of detections in the log: their lines carry their own time, that of the call.</summary>
    public const string Category = "AvianVox.Detections";

    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection)
    {
        journal.Append(JournalKind.Detection, detection);
        log.LogInformation(
            "{Time}  {Names}  {Confidence:0.00}  {Source}",
            Told(detection, detection.Peak),
            Names(detection.Label),
            detection.Confidence,
            detection.Source);
    }

    /// <inheritdoc />
    public void Ended(DetectionRecord detection)
    {
        journal.Append(JournalKind.Event, detection);
        log.LogDebug(
            "{Time}  {Names} ended after {Seconds:0.0} s, at most {Confidence:0.00}",
            Told(detection, detection.End),
            Names(detection.Label),
            (detection.End - detection.Begin).TotalSeconds,
            detection.Confidence);
    }

    /// <summary>A time on people's clocks; in a recording, the place in it, where they look for the sound.</summary>
    private string Told(DetectionRecord detection, DateTimeOffset time) => detection.Offset is { } offset
        ? (offset + (time - detection.Peak)).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Some models know English names only, and carry them twice.</summary>
    private static string Names(Label label) =>
        label.ScientificName == label.CommonName ? label.CommonName : $"{label.ScientificName}  {label.CommonName}";
}
