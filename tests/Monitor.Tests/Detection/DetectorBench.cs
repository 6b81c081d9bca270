using AvianVox.Classification.Packages;
using AvianVox.Monitor.Detection;

namespace AvianVox.Monitor.Tests.Detection;

/// <summary>A detector over two birds and a noise label at 1,000 Hz: windows of 100 samples every 25.</summary>
internal sealed class DetectorBench
{
    public const int Length = 100;
    public const int Stride = 25;
    public const double Threshold = 0.5;

    public static readonly DateTimeOffset Start = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);

    public static readonly Label[] Labels =
    [
        new(0, "Cuculus canorus", "Common Cuckoo", "comcuc", LabelKind.Bird),
        new(1, "Noise", "Noise", "noise", LabelKind.Noise),
        new(2, "Parus major", "Great Tit", "gretit1", LabelKind.Bird),
    ];

    private long _next;

    public DetectorBench(DetectorRules? rules = null)
    {
        var clock = new SourceClock(1_000);
        clock.Anchor(0, Start);
        Detector = new Detector("mic", "test 1", Labels, [Threshold, Threshold, Threshold], rules ?? new DetectorRules(2, 3, 2, 60_000), clock, Sink);
    }

    public Detector Detector { get; }

    public RecordingSink Sink { get; } = new();

    /// <summary>Gives one window per probability of the cuckoo; the other labels stay at 0.</summary>
    public DetectorBench Cuckoo(params float[] probabilities)
    {
        foreach (var probability in probabilities)
        {
            Window(probability, 0, 0);
        }

        return this;
    }

    public void Window(float cuckoo, float noise, float tit)
    {
        Detector.Process(_next, Length, [cuckoo, noise, tit]);
        _next += Stride;
    }
}
