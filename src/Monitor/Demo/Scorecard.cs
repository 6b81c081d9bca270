using AvianVox.Classification.Packages;
using AvianVox.Demo;
using AvianVox.Demo.Songs;
using AvianVox.Listening.Detection;

namespace AvianVox.Monitor.Demo;

/// <summary>Compares what the station heard with what was really sung.</summary>
/// <param name="programme">What was sung.</param>
internal sealed class Scorecard(Programme programme)
{
    /// <summary>The detections so far, by identifier: the end of one replaces its confirmation.</summary>
    private readonly Dictionary<Guid, DetectionRecord> _heard = [];

    /// <summary>Notes a detection, or the end of one noted before.</summary>
    /// <param name="detection">Positions at <see cref="DawnChorus.SampleRate"/>.</param>
    public void Note(DetectionRecord detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        _heard[detection.Id] = detection;
    }

    /// <summary>True when the species was singing, echoes included, between the detection's ends.</summary>
    /// <param name="detection">Positions at <see cref="DawnChorus.SampleRate"/>.</param>
    public bool IsRight(DetectionRecord detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        return programme.Between(detection.BeginSample, detection.EndSample).Any(solo => Names(detection.Label, solo.Song));
    }

    /// <summary>Every solo that had begun, with the confidence of the best detection that named it.</summary>
    /// <param name="position">How far the chorus was heard, at <see cref="DawnChorus.SampleRate"/>.</param>
    public IReadOnlyList<(Solo Solo, double? Confidence)> Solos(long position) =>
        [.. programme.Between(0, position).Select(solo => (solo, Best(solo)))];

    /// <summary>Detections of species that were not singing, in order of their beginning.</summary>
    public IReadOnlyList<DetectionRecord> Wrong() =>
        [.. _heard.Values.Where(detection => !IsRight(detection)).OrderBy(detection => detection.BeginSample)];

    private double? Best(Solo solo)
    {
        var confidences = _heard.Values
            .Where(heard => Names(heard.Label, solo.Song) && heard.BeginSample < solo.EchoEnd && heard.EndSample > solo.Begin)
            .Select(heard => (double?)heard.Confidence);
        return confidences.Max();
    }

    private static bool Names(Label label, Song song) =>
        string.Equals(label.ScientificName, song.ScientificName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(label.CommonName, song.CommonName, StringComparison.OrdinalIgnoreCase);
}
