using AvianVox.Audio.Sources;
using AvianVox.Audio.Times;
using AvianVox.Dsp.Features;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Sources;
using AvianVox.Listening.Status;
using AvianVox.Station.Clips;
using AvianVox.Station.Events;
using AvianVox.Station.Journal;
using AvianVox.Station.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.StationSupport;

/// <summary>One pipeline over scripted sources: 1,000 Hz, windows of 160 samples every 64.</summary>
internal sealed class PipelineBench : IAsyncDisposable
{
    public const int Rate = 1_000;
    public const int WindowSamples = 160;
    public const int StrideSamples = 64;

    public static readonly FeatureSpec Spec = new()
    {
        SampleRate = Rate,
        FftSize = 64,
        Hop = 32,
        MelBands = 8,
        HighHz = Rate / 2,
        MfccCount = 4,
        WindowFrames = 4,
    };

    public static readonly DateTimeOffset Start = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly Func<IAudioSource> _create;
    private readonly TimeProvider _time;
    private readonly bool _isDevice;
    private StationClock? _station;
    private SourceCapture? _capture;
    private SourcePipeline? _pipeline;

    public PipelineBench(Func<IAudioSource> create, TimeProvider? time = null, bool isDevice = false, int maxBatch = 1)
    {
        _create = create;
        _time = time ?? TimeProvider.System;
        _isDevice = isDevice;
        Classifier = new FakeClassifier(Spec.WindowValues, DetectorBench.Labels.Length, maxBatch);
        Status = new SourceStatus(Options.Name, Changes.Add, _time);
    }

    /// <summary>Not called a microphone: most tests give its samples faster than time passes, which a microphone's rate watch would tell.</summary>
    public SourceOptions Options { get; } = new() { Name = "mic", Input = "-", RingSeconds = 10 };

    public DetectorOptions DetectorOptions { get; } = new() { StrideFrames = 2 };

    public FakeClassifier Classifier { get; }

    /// <summary>Classifiers of further models that listen to the same source.</summary>
    public IReadOnlyList<FakeClassifier> More { get; init; } = [];

    public MemoryJournal Journal { get; } = new();

    /// <summary>Hears the samples and detections too.</summary>
    public SourceClips? Clips { get; set; }

    /// <summary>A real journal in its place.</summary>
    public IJournalAppender? JournalOver { get; init; }

    public SourceStatus Status { get; }

    public FakeClock Clock { get; } = new();

    public StationClock Station => _station ??= new StationClock(Clock, _time);

    /// <summary>When it is listened to; null for always.</summary>
    public Schedule? Schedule { get; init; }

    public List<SourceState> Changes { get; } = [];

    public SampleCounts Counts => Status.Snapshot().Samples;

    /// <summary>A recording that starts at <see cref="Start"/>.</summary>
    public static SourceFormat Recording(int rate = Rate) => new(rate, IsLive: false, RecordingStart.Given(Start, "as the test says"), null, "a recording");

    /// <summary>A microphone.</summary>
    public static SourceFormat Microphone(int rate = Rate) => new(rate, IsLive: true, null, null, "a microphone");

    /// <summary>Noise, the same for the same seed.</summary>
    public static float[] Noise(int length, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new float[length];
        for (var index = 0; index < length; index++)
        {
            samples[index] = (random.NextSingle() * 2) - 1;
        }

        return samples;
    }

    public async Task RunAsync(CancellationToken stop, CancellationToken abort = default)
    {
        _capture = new SourceCapture(_create, _isDevice, Status, _time, NullLogger.Instance, Schedule is null ? null : new ScheduleGate(Schedule, Station, TimeZoneInfo.Utc, _time));
        var format = await _capture.OpenAsync(wait: Schedule is not null, stop);
        var models = new List<ListeningModel> { Model(Classifier) };
        models.AddRange(More.Select(Model));
        IDetectionSink detections = new DetectionJournal(JournalOver ?? Journal, NullLogger.Instance, TimeZoneInfo.Utc);
        detections = Clips is null ? detections : new DetectionFork(detections, Clips);
        var detectors = new DetectorFactory(new SnoozeList(DetectorBench.Labels, TimeSpan.FromHours(24), _time), null, null);
        var context = SourceContext.Create(format, new ListeningJournal(detections, JournalOver ?? Journal), Status, Station);
        _pipeline = new SourcePipeline(_capture, context, Options, models, detectors, Clips);
        await _pipeline.RunAsync(stop, abort);
    }

    private ListeningModel Model(FakeClassifier classifier) =>
        new(Spec, DetectorOptions.StrideFrames, classifier.MaxBatch, DetectorBench.Policy(DetectorOptions), () => classifier);

    public async ValueTask DisposeAsync()
    {
        if (_capture is not null)
        {
            await _capture.DisposeAsync();
        }

        _pipeline?.Dispose();
        Classifier.Dispose();
    }
}
