using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.StationSupport;

namespace AvianVox.Listening.Tests.Detection;

/// <summary>A source's detector with all that belongs to it, over the labels of <see cref="DetectorBench"/> or others, at 1,000 Hz.</summary>
internal sealed class SourceDetectorBench
{
    public const int Rate = 1_000;

    private long _next;

    public SourceDetectorBench(DetectorOptions? options = null, Label[]? labels = null)
    {
        labels ??= DetectorBench.Labels;
        var clock = new SourceClock(Rate);
        clock.Anchor(0, DetectorBench.Start);
        Policy = DetectorBench.Policy(options, labels: labels);
        var snooze = new SnoozeList(labels, TimeSpan.FromHours(24), TimeProvider.System);
        Detector = new SourceDetector("mic", Policy, new DetectorFactory(snooze, Blanker, null), clock, Sink);
    }

    public ModelPolicy Policy { get; }

    public SourceDetector Detector { get; }

    public RecordingSink Sink { get; } = new();

    public RecordingBlanker Blanker { get; } = new();

    public void Window(params float[] probabilities)
    {
        Detector.Process(_next, DetectorBench.Length, probabilities);
        _next += DetectorBench.Stride;
    }

    public void SkipTo(long position) => _next = position;
}
