using System.Threading.Channels;
using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Records;
using AvianVox.Listening.Sources;
using AvianVox.Listening.Status;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Everything between one open source and the journal: ring, features, windows, classifier, detector. Capture, features
/// and classifier run side by side; the ring and the window pool are the only places where anything may wait, and the
/// only ones where anything is dropped.
/// </summary>
internal sealed class SourcePipeline : IDisposable
{
    /// <summary>
    /// Places in the channel beyond the window buffers, for cuts. When they are full the feature stage waits and the ring fills.
    /// </summary>
    private const int CutPlaces = 16;
    private readonly SourceCapture _capture;
    private readonly SourceFormat _format;
    private readonly SampleFeed _feed;

    /// <summary>The ring's writing end.</summary>
    private readonly CaptureSink _sink;
    private readonly FeatureStage _features;
    private readonly ClassifierStage _classifier;

    /// <summary>Puts the pipeline together.</summary>
    /// <param name="capture">The source, open.</param>
    /// <param name="format">What it is.</param>
    /// <param name="options">How it is listened to.</param>
    /// <param name="strideFrames">Frames between two windows.</param>
    /// <param name="detectors">Makes the detector.</param>
    /// <param name="model">What classifies; may serve other sources too.</param>
    /// <param name="log">Takes detections, gaps and effort.</param>
    /// <param name="status">Told how it goes.</param>
    /// <param name="station">The system's clock.</param>
    /// <param name="time">The station's time.</param>
    /// <param name="tap">Hears the samples too; null for nobody.</param>
    /// <param name="isPrompt">Whether what is heard is wanted soon.</param>
    public SourcePipeline(
        SourceCapture capture,
        SourceFormat format,
        SourceOptions options,
        int strideFrames,
        DetectorFactory detectors,
        ListeningModel model,
        IListeningLog log,
        SourceStatus status,
        StationClock station,
        TimeProvider time,
        ISampleTap? tap = null,
        bool isPrompt = false)
    {
        _capture = capture;
        _format = format;
        if (options.HighPassHz >= format.SampleRate / 2.0)
        {
            throw new AudioException(FormattableString.Invariant($"{format.Description}: a high-pass of {options.HighPassHz:0.#} Hz leaves nothing of it. Set the source's HighPassHz below {format.SampleRate / 2} Hz."));
        }

        var clock = new SourceClock(format.SampleRate, station.Boot);
        var ringSamples = Math.Max(2, (int)Math.Ceiling(options.RingSeconds * format.SampleRate));
        _feed = new SampleFeed(ringSamples, time);
        _sink = new CaptureSink(_feed, clock, format, options, station, time, watchesRate: SourceInput.IsMicrophone(options.Input));
        Ledger = new SampleLedger(() => _sink.Captured);
        status.Attach(Ledger, () => _sink.LastSample);
        var effort = new EffortMeter(options.Name, clock, log);
        var detector = detectors.Create(options.Name, model.Policy, clock, log);
        status.Attach(detector);
        var waiting = Waiting(model);
        var pool = new WindowPool(waiting, model.Spec.WindowValues);
        var items = Channel.CreateBounded<PipelineItem>(new BoundedChannelOptions(waiting + CutPlaces) { SingleReader = true, SingleWriter = true });
        _features = new FeatureStage(_feed.CreateReader(isPrompt: isPrompt), ringSamples, format, model.Spec, strideFrames, pool, items.Writer, Ledger, effort, status, time, tap);
        _classifier = new ClassifierStage(options.Name, items.Reader, pool, model.Classifier, detector, log, clock, Ledger, effort);
    }

    /// <summary>
    /// Most samples that may have been read from the ring before a detection that began with the first of them is confirmed, or one that
    /// ended with it has ended.
    /// </summary>
    /// <param name="format">What the source is.</param>
    /// <param name="detection">What makes a detection.</param>
    /// <param name="model">What classifies.</param>
    public static long LagSamples(SourceFormat format, DetectorOptions detection, ListeningModel model)
    {
        var strides = Waiting(model) + model.Classifier.MaxBatch + Math.Max(detection.OfWindows, detection.EndAfterWindows) + 1L;
        var samples = (strides * detection.StrideFrames * model.Spec.Hop) + model.Spec.WindowSamples;
        return (long)Math.Ceiling((double)samples * format.SampleRate / model.Spec.SampleRate);
    }

    /// <summary>What became of the source's samples.</summary>
    public SampleLedger Ledger { get; }

    /// <summary>Runs until the source has ended or is stopped, and everything it gave has been classified.</summary>
    /// <param name="stop">Stops the source; what it gave is still worked through.</param>
    /// <param name="abort">Gives up what is under way.</param>
    /// <exception cref="AudioException">The source failed for good; what it gave before has been classified.</exception>
    /// <exception cref="Exception">A stage of our own broke; the others have then given up.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var stopOrBroken = CancellationTokenSource.CreateLinkedTokenSource(stop, broken.Token);
        // On threads of the pool from the start: a source may work long before it first waits.
        var features = Task.Run(() => RunStageAsync(_features.RunAsync(stop, broken.Token), broken), CancellationToken.None);
        var classifier = Task.Run(() => RunStageAsync(_classifier.RunAsync(broken.Token), broken), CancellationToken.None);
        var capture = Task.Run(() => CaptureAsync(stopOrBroken.Token), CancellationToken.None);
        // The first fault in this order is told: one of our own before that of a source.
        await Task.WhenAll(features, classifier, capture);
    }

    /// <inheritdoc />
    public void Dispose() => _feed.Dispose();

    /// <summary>Window buffers.</summary>
    private static int Waiting(ListeningModel model) => Math.Max(4, 2 * model.Classifier.MaxBatch);

    /// <summary>A stage that breaks takes the others with it: they would wait for it for ever, even where the source has ended.</summary>
    private static async Task RunStageAsync(Task stage, CancellationTokenSource broken)
    {
        try
        {
            await stage;
        }
        catch
        {
            await broken.CancelAsync();
            throw;
        }
    }

    private async Task CaptureAsync(CancellationToken stop)
    {
        try
        {
            await _capture.RunAsync(_sink, _format, stop);
        }
        finally
        {
            _feed.Complete();
        }
    }
}
