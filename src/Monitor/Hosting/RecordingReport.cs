using System.Globalization;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Follows what is heard in one recording, and says in the end who was in it, and who came closest to being: whoever runs a recording
/// through
/// the station wants to know that, and not to look for it in a table. Tells detections as offsets into the file. Safe for several threads.
/// </summary>
/// <param name="inner">Hears of the detections.</param>
/// <param name="sampleRate">Rate of the recording, in Hz.</param>
internal sealed class RecordingReport(IDetectionSink inner, int sampleRate) : IDetectionSink, IScoreListener
{
    /// <summary>Most lines of species.</summary>
    private const int MostSpecies = 40;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, DetectionRecord> _detections = [];

    /// <summary>Highest probability of each label, by model.</summary>
    private readonly Dictionary<ModelPolicy, float[]> _highest = [];

    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection) => inner.Confirmed(Note(detection));

    /// <inheritdoc />
    public void Ended(DetectionRecord detection) => inner.Ended(Note(detection));

    /// <inheritdoc />
    public void Hear(ModelPolicy model, ReadOnlySpan<float> probabilities)
    {
        lock (_lock)
        {
            if (!_highest.TryGetValue(model, out var highest))
            {
                _highest[model] = highest = new float[probabilities.Length];
            }

            for (var label = 0; label < highest.Length; label++)
            {
                // What is no number is not higher than anything.
                highest[label] = probabilities[label] > highest[label] ? probabilities[label] : highest[label];
            }
        }
    }

    /// <summary>Says what was heard.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="log">For people.</param>
    public void Summarise(string source, ILogger log)
    {
        lock (_lock)
        {
            var species = _detections.Values.GroupBy(detection => detection.Label.Code).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).ToList();
            log.LogInformation("{Source}: {Detections} detection(s) of {Species} species", source, _detections.Count, species.Count);
            foreach (var same in species.Take(MostSpecies))
            {
                var best = same.MaxBy(detection => detection.Confidence)!;
                log.LogInformation(
                    "{Source}:   {Count} x {Name}, at most {Confidence:0.00} at {Offset:h\\:mm\\:ss}",
                    source,
                    same.Count(),
                    best.Label.CommonName,
                    best.Confidence,
                    best.Offset);
            }

            if (Nearest(species.Select(same => same.Key).ToHashSet(StringComparer.Ordinal)) is { } nearest)
            {
                log.LogInformation("{Source}: nearest: {Nearest}", source, nearest);
            }
        }
    }

    /// <summary>The bird that was not detected and came closest to it.</summary>
    private string? Nearest(HashSet<string> detected)
    {
        var candidates = _highest
            .SelectMany(entry => entry.Key.Model.Labels.Select(
                label => (Label: label, Score: (double)entry.Value[label.Index], Needs: entry.Key.Current.Thresholds[label.Index])))
            .Where(candidate => candidate.Label.Kind == LabelKind.Bird && !detected.Contains(candidate.Label.Code))
            .ToList();
        if (candidates.Count == 0)
        {
            return null;
        }

        var (label, score, needs) = candidates.MaxBy(candidate => candidate.Score / candidate.Needs);
        // Rounded down: what falls short by a hair is not to look as if it did not.
        return string.Create(CultureInfo.InvariantCulture, $"{label.CommonName} {Math.Floor(score * 100) / 100:0.00}, needs {needs:0.00}{(score >= needs ? ", and was rejected or heard in too few windows (--explain)" : "")}");
    }

    private DetectionRecord Note(DetectionRecord detection)
    {
        detection = detection with { Offset = TimeSpan.FromSeconds((double)detection.PeakSample / sampleRate) };
        lock (_lock)
        {
            _detections[detection.Id] = detection;
        }

        return detection;
    }
}
