using System.Globalization;
using AvianVox.Demo;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;

namespace AvianVox.Monitor.Demo;

/// <summary>Tells a person what is sung and what the station makes of it, as it happens and in the end. Safe for several threads.</summary>
/// <param name="output">Where to tell it.</param>
/// <param name="programme">What is sung.</param>
internal sealed class DemoTerminal(TextWriter output, Programme programme) : IDetectionSink, IRejectionSink
{
    private readonly Lock _lock = new();

    private readonly Scorecard _scorecard = new(programme);
    private long _position;

    /// <summary>Tells what starts to sing.</summary>
    /// <param name="position">Up to here the soundscape has been played, at <see cref="DawnChorus.SampleRate"/>.</param>
    public void Played(long position)
    {
        lock (_lock)
        {
            if (position <= _position)
            {
                return;
            }

            foreach (var solo in programme.Between(_position, position))
            {
                if (solo.Begin >= _position && solo.Begin < position)
                {
                    output.WriteLine($"{Clock(solo.Begin)}  sings     {solo.Song.CommonName}");
                }
            }

            _position = position;
        }
    }

    /// <inheritdoc />
    public void Confirmed(DetectionRecord detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        lock (_lock)
        {
            _scorecard.Note(detection);
            var verdict = _scorecard.IsRight(detection) ? "" : "   (not singing: a mistake)";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Clock(detection.PeakSample)}  detected    {detection.Label.CommonName} ({detection.Label.ScientificName}), confidence {detection.Confidence:0.00}{verdict}"));
        }
    }

    /// <inheritdoc />
    public void Ended(DetectionRecord detection)
    {
        lock (_lock)
        {
            _scorecard.Note(detection);
        }
    }

    /// <inheritdoc />
    public void Rejected(string source, DetectionRule rule, in DetectionCandidate candidate)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Clock(candidate.Begin)}  rejected  {candidate.Label.CommonName}, confidence {candidate.Confidence:0.00}, by {RejectionLog.NameOf(rule.Kind)}: {rule.Reason(candidate)}");
        lock (_lock)
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Tells who was recognised.</summary>
    public void Summarise()
    {
        lock (_lock)
        {
            var solos = _scorecard.Solos(_position);
            var right = solos.Count(entry => entry.Confidence is not null);
            output.WriteLine();
            output.WriteLine($"{solos.Count} synthetic {(solos.Count == 1 ? "bird" : "birds")} sang, the station named {right} of them:");
            foreach (var (solo, confidence) in solos)
            {
                var heard = confidence is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "not named";
                output.WriteLine($"  {Clock(solo.Begin)}  {solo.Song.CommonName,-26}{heard}");
            }

            foreach (var mistake in _scorecard.Wrong())
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {Clock(mistake.PeakSample)}  mistake: {mistake.Label.CommonName}, {mistake.Confidence:0.00}"));
            }
        }
    }

    /// <summary>Minutes and seconds of a position.</summary>
    private static string Clock(long position)
    {
        var seconds = position / DawnChorus.SampleRate;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60,3}:{seconds % 60:00}");
    }
}
