using AvianVox.Dsp.Features;
using AvianVox.Training.Splits;

namespace AvianVox.Training.Exploring;

/// <summary>What is in data folders.</summary>
internal sealed record Exploration
{
    /// <summary>Folders.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Front end of the features.</summary>
    public required FeatureSpec Spec { get; init; }

    /// <summary>Recordings that could be read.</summary>
    public required IReadOnlyList<HeardRecording> Recordings { get; init; }

    /// <summary>What was left out, and why.</summary>
    public required IReadOnlyList<string> Left { get; init; }

    /// <summary>Per species or sound, by English name.</summary>
    public required IReadOnlyList<SpeciesFacts> Species { get; init; }

    /// <summary>Log mel of all recordings.</summary>
    public required ValueCounts LogMel { get; init; }

    /// <summary>MFCC of all recordings.</summary>
    public required ValueCounts Mfcc { get; init; }

    /// <summary>How far the test of train's own split can be trusted; null where there is no such split or nobody's name is told.</summary>
    public required PartitionFigures? Trust { get; init; }

    /// <summary>Lengths of all recordings in seconds, from the shortest.</summary>
    public IReadOnlyList<double> Durations => [.. Recordings.Select(r => r.Seconds).Order()];

    /// <summary>Recordists by the number of their recordings, the busiest first.</summary>
    public IReadOnlyList<(string Name, int Recordings, int Species)> Recordists =>
    [
        .. Recordings.Where(r => r.Recording.Recordist.Length > 0).GroupBy(r => r.Recording.Recordist, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count(), g.Select(r => r.Recording.Class.ScientificName).Distinct().Count()))
            .OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal),
    ];
}
