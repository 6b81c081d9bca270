using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Records;

namespace AvianVox.Station.Messages;

/// <summary>
/// The payloads of log entries, made once, when an entry is appended, and passed on unchanged by every sink. docs/mqtt.md is their
/// description.
/// </summary>
public static class JournalJson
{
    /// <summary>RFC 3339 with milliseconds and Z.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>"corrects" of a correction of an ended detection.</summary>
    public const string OfEvent = "event";

    /// <summary>A detection, confirmed or ended.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="detection">As it stands.</param>
    /// <param name="ended">False at its confirmation.</param>
    /// <param name="interrupted">True when the station stopped without seeing its end.</param>
    public static string Detection(string station, DetectionRecord detection, bool ended, bool interrupted = false) =>
        MessageJson.Write(new DetectionMessage
        {
            Id = detection.Id,
            Station = station,
            Source = detection.Source,
            Species = new SpeciesMessage(detection.Label.Code, detection.Label.ScientificName, detection.Label.CommonName),
            Begin = detection.Begin,
            End = detection.End,
            Peak = detection.Peak,
            DurationSeconds = Math.Round((detection.End - detection.Begin).TotalSeconds, 3),
            Confidence = Math.Round(detection.Confidence, 4),
            Threshold = Math.Round(detection.Threshold, 4),
            Windows = detection.Windows,
            Model = detection.Model,
            Clock = ClockWord.Of(detection.Clock),
            Boot = ClockWord.BootOf(detection.Clock),
            BeginSample = detection.BeginSample,
            EndSample = detection.EndSample,
            PeakSample = detection.PeakSample,
            Ended = ended,
            Picture = detection.Picture,
            Clip = detection.Clip,
            Interrupted = interrupted,
        });

    /// <summary>Missing samples.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="gap">What is missing.</param>
    public static string Gap(string station, GapRecord gap) => MessageJson.Write(new GapMessage
    {
        Id = gap.Id,
        Station = station,
        Source = gap.Source,
        Begin = gap.Begin,
        End = gap.Begin.AddSeconds(gap.Seconds),
        DurationSeconds = Math.Round(gap.Seconds, 3),
        BeginSample = gap.BeginSample,
        Samples = gap.Samples,
        Cause = Cause(gap.Cause),
        Clock = ClockWord.Of(gap.Clock),
        Boot = ClockWord.BootOf(gap.Clock),
    });

    /// <summary>How long a source was listened to in one minute.</summary>
    /// <param name="station">The station's id.</param>
    /// <param name="id">Identifier of the entry.</param>
    /// <param name="effort">All there is of that minute so far.</param>
    public static string Effort(string station, Guid id, EffortMinute effort) => MessageJson.Write(new EffortMessage
    {
        Id = id,
        Station = station,
        Source = effort.Source,
        Minute = effort.Minute,
        CapturedSeconds = Math.Round(effort.CapturedSeconds, 3),
        ClassifiedSeconds = Math.Round(effort.ClassifiedSeconds, 3),
        DroppedSeconds = Math.Round(effort.DroppedSeconds, 3),
    });

    /// <summary>
    /// What was told before, with right times. All else in it stays as it was told, also what an older or a newer version wrote.
    /// </summary>
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
                told[key] = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)
                    .AddMilliseconds(shiftMs).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
            }
        }

        told["clock"] = ClockWord.Corrected;
        told["shift_s"] = shiftMs / 1000.0;
        told["corrects"] = kind;
        return told.ToJsonString(MessageJson.Options);
    }

    /// <summary>What a correction corrects: "event" or "gap".</summary>
    /// <param name="payload">The correction.</param>
    public static string? Corrected(string payload)
    {
        using var told = JsonDocument.Parse(payload);
        return told.RootElement.GetProperty("corrects").GetString();
    }

    /// <summary>A cause as payloads and tables spell it.</summary>
    /// <param name="cause">Why samples are missing.</param>
    public static string Cause(GapCause cause) => JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString());
}
