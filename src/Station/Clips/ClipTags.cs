using System.Globalization;
using System.Text;
using AvianVox.Audio.Files;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Messages;

namespace AvianVox.Station.Clips;

/// <summary>What a clip tells of itself; docs/clips.md is its description.</summary>
internal static class ClipTags
{
    /// <summary>Most gaps that are told one by one.</summary>
    private const int MostGaps = 20;

    /// <summary>Makes the tags.</summary>
    /// <param name="job">The clip, ready.</param>
    /// <param name="station">Who and where the station is.</param>
    public static AudioTags Of(ClipJob job, IdentityOptions station)
    {
        var detection = job.Detection;
        return new AudioTags
        {
            Title = string.Create(
                CultureInfo.InvariantCulture,
                $"{detection.Label.CommonName} ({detection.Label.ScientificName}) {detection.Confidence:0.00}"),
            Artist = station.Name,
            Date = Utc(job.BeginTime),
            Software = $"AvianVox {HealthReporter.Version}",
            Comment = Comment(job, station),
        };
    }

    private static string Comment(ClipJob job, IdentityOptions station)
    {
        var detection = job.Detection;
        var text = new StringBuilder();
        Add(text, "id", detection.Id.ToString("D"));
        Add(text, "station", station.Id);
        Add(text, "source", detection.Source);
        if (station is { Latitude: { } latitude, Longitude: { } longitude })
        {
            Add(text, "place", string.Create(CultureInfo.InvariantCulture, $"{latitude},{longitude}"));
        }

        Add(text, "species", detection.Label.ScientificName);
        Add(text, "common_name", detection.Label.CommonName);
        Add(text, "code", detection.Label.Code);
        Add(text, "confidence", detection.Confidence.ToString("0.####", CultureInfo.InvariantCulture));
        Add(text, "begin", Utc(detection.Begin));
        Add(text, "end", Utc(detection.End));
        Add(text, "model", detection.Model);
        Add(text, "clip_begin", Utc(job.BeginTime));
        Add(text, "clip_begin_sample", job.Begin.ToString(CultureInfo.InvariantCulture));
        if (job.Missing.Count > 0)
        {
            var rate = job.Source.SampleRate;
            var gaps = job.Missing.Take(MostGaps).Select(gap => string.Create(
                CultureInfo.InvariantCulture,
                $"{(double)(gap.From - job.Begin) / rate:0.000}-{(double)(gap.To - job.Begin) / rate:0.000} s"));
            Add(text, "silence_for_gaps", string.Join(", ", gaps) + (job.Missing.Count > MostGaps ? ", ..." : ""));
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string key, string value) =>
        text.Append(text.Length > 0 ? "; " : "").Append(key).Append('=').Append(value.Replace(';', ','));

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString(JournalJson.TimeFormat, CultureInfo.InvariantCulture);
}
