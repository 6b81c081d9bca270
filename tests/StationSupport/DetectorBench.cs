using AvianVox.Classification.Packages;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;
using AvianVox.Listening.Settings;

namespace AvianVox.StationSupport;

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

    public DetectorBench(DetectorRules? rules = null, params DetectionRule[] others)
    {
        var clock = new SourceClock(1_000);
        clock.Anchor(0, Start);
        var numbers = rules ?? new DetectorRules(2, 3, 2, 60_000);
        var confirm = Enumerable.Repeat(numbers.ConfirmWindows, Labels.Length).ToArray();
        var thresholds = new SpeciesThresholds([Threshold, Threshold, Threshold], new DynamicThresholdOptions(), clock.SampleRate);
        Detector = new Detector(
            new DetectedBy("mic", "test 1", clock),
            Labels,
            thresholds,
            numbers,
            new RuleChain("mic", new ConfirmationRule(confirm, numbers.OfWindows), others, Rejections),
            Sink);
    }

    public Detector Detector { get; }

    public RecordingSink Sink { get; } = new();

    public RecordingRejections Rejections { get; } = new();

    /// <summary>What a configuration makes of the labels; the model recommends 0.5 for all.</summary>
    public static ModelPolicy Policy(DetectorOptions? options = null, GeoPoint? place = null, List<ConfigurationFault>? faults = null, Label[]? labels = null) =>
        new(new ModelAdvice("test 1", labels ?? Labels, new Dictionary<string, double>(), Threshold), options ?? new DetectorOptions(), place, faults ?? []);

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
