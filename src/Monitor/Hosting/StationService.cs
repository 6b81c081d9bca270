using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Pipeline;
using AvianVox.Listening.Sources;
using AvianVox.Listening.Status;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Camera;
using AvianVox.Station.Clips;
using AvianVox.Station.Events;
using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using AvianVox.Station.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Runs the sources' pipelines: opens all sources before anything else of the station starts, and stops in order: sources,
/// then what they gave, then the journal. When all sources were recordings and have ended, it ends the station.
/// </summary>
internal sealed class StationService : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>How long stopped sources' samples may still be worked through; the rest of the five seconds is the publisher's.</summary>
    public static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long the journal may then take to commit; a full disk must not cost the broker the word that the station goes.
    /// </summary>
    public static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(1);

    private readonly StationOptions _options;
    private readonly HostSettings _settings;
    private readonly StationModels _models;
    private readonly StationClock _clock;
    private readonly ISourceFactory _factory;
    private readonly IJournalAppender _journal;
    private readonly Delivery _delivery;
    private readonly DetectorFactory _detectors;
    private readonly HealthReporter _health;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger _log;
    private readonly ClipKeeper? _clips;
    private readonly DetectionFork _detections;

    /// <summary>Holds events back until all that belongs to them is there.</summary>
    private readonly DetectionAssembler _events;

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Gives up what is under way.</summary>
    private readonly CancellationTokenSource _abort = new();
    private readonly List<Listener> _listeners = [];

    /// <summary>True after a fault of our own.</summary>
    private volatile bool _isBroken;

    /// <summary>True after a recording or stream broke off.</summary>
    private volatile bool _lacksInput;

    /// <summary>All pipelines, and what follows when they have ended.</summary>
    private Task _running = Task.CompletedTask;

    /// <summary>Creates the service.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="settings">What the command line decided.</param>
    /// <param name="models">What classifies.</param>
    /// <param name="clock">The system's clock.</param>
    /// <param name="factory">Makes the sources.</param>
    /// <param name="journal">Takes what is heard.</param>
    /// <param name="delivery">Sees everything out once all sources have ended.</param>
    /// <param name="detectors">Makes the sources' detectors.</param>
    /// <param name="cameras">Hear of a confirmation first of all.</param>
    /// <param name="attachments">What may belong to an event.</param>
    /// <param name="health">Told how the sources fare.</param>
    /// <param name="lifetime">Ends the station.</param>
    /// <param name="logs">For people.</param>
    /// <param name="clips">Keeps clips; null where none are kept.</param>
    public StationService(
        StationOptions options,
        HostSettings settings,
        StationModels models,
        StationClock clock,
        ISourceFactory factory,
        IJournalAppender journal,
        Delivery delivery,
        DetectorFactory detectors,
        CameraService cameras,
        IEnumerable<IDetectionAttachment> attachments,
        HealthReporter health,
        IHostApplicationLifetime lifetime,
        ILoggerFactory logs,
        ClipKeeper? clips = null)
    {
        _options = options;
        _settings = settings;
        _models = models;
        _clock = clock;
        _factory = factory;
        _journal = journal;
        _delivery = delivery;
        _detectors = detectors;
        _health = health;
        _clips = clips;
        health.Cameras = () => cameras.Health;
        _lifetime = lifetime;
        _log = logs.CreateLogger<StationService>();
        IDetectionSink detections = new DetectionJournal(journal, logs.CreateLogger(DetectionJournal.Category), options.Station.Zone);
        detections = settings.Listener is { } listener ? new DetectionFork(detections, listener) : detections;
        _events = new DetectionAssembler(detections, [.. attachments], settings.Time, _log);
        _detections = new DetectionFork(cameras, _events);
    }

    /// <summary>What the process tells whoever started it.</summary>
    public int ExitCode => _isBroken ? ExitCodes.Software : _lacksInput ? ExitCodes.NoInput : ExitCodes.Ok;

    /// <summary>Opens the sources.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StationException">One cannot be opened and is not waited for.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var source in _options.Sources)
        {
            var isDevice = _factory.IsDevice(source);
            var status = _health.Add(source.Name, state => TellListening(source.Name, isDevice, state), _models.For(source).Name);
            var gate = Gate(source);
            var capture = new SourceCapture(() => _factory.Create(source), isDevice, status, _settings.Time, _log, gate);
            var listener = new Listener(source, capture, status);
            _listeners.Add(listener);
            if (isDevice && (_settings.WaitForDevices || source.WaitForDevice || gate is { IsOpen: false }))
            {
                continue;
            }

            try
            {
                listener.Format = await capture.OpenAsync(wait: false, cancellationToken);
            }
            catch (AudioException fault)
            {
                throw new StationException($"{source.Name}: {fault.Message}", isDevice ? ExitCodes.Unavailable : ExitCodes.NoInput, fault);
            }
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var model in _models.All)
        {
            _log.LogInformation("Model {Model}, {Labels} labels; {Sources} source(s)", model.Name, model.Labels.Count, _listeners.Count(listener => _models.For(listener.Options) == model));
            if (model.Policy.Current.Range is { Unknown: { Count: > 0 } unknown })
            {
                _log.LogWarning(
                    "{File}: {Count} line(s) name species that the model does not know, and are passed over; the first is line {Line}, {Species}",
                    _options.Detector.Rules.Range.File,
                    unknown.Count,
                    unknown[0].Line,
                    unknown[0].Species);
            }
        }

        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops the sources, works through what they gave, and commits the journal.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var begin = _settings.Time.GetTimestamp();
        await _stop.CancelAsync();
        try
        {
            try
            {
                await _running.WaitAsync(DrainLimit, _settings.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                _log.LogWarning("What was heard last could not be worked through within {Limit:0.#} s and is given up", DrainLimit.TotalSeconds);
                await _abort.CancelAsync();
                await _running.WaitAsync(cancellationToken);
            }

            var left = DrainLimit - _settings.Time.GetElapsedTime(begin);
            await _events.FlushAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _log.LogWarning("The station did not stop in time; a source does not let go");
            return;
        }

        try
        {
            await _delivery.CommitAsync(cancellationToken).WaitAsync(FlushLimit, _settings.Time, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException || (fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            _log.LogWarning("The journal did not commit what was heard last within {Limit:0.#} s; it may be lost", FlushLimit.TotalSeconds);
        }
    }

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.Capture.DisposeAsync();
        }

        _stop.Dispose();
        _abort.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.WhenAll(_listeners.Select(ListenAsync));
            if (!_stop.IsCancellationRequested)
            {
                await _events.FlushAsync(DetectionAssembler.Limit).WaitAsync(_stop.Token);
                await _delivery.WaitAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while waiting for the last delivery.
        }
        catch (Exception fault)
        {
            _isBroken = true;
            _log.LogCritical(fault, "The station broke: {Type}: {Fault}", fault.GetType().Name, fault.Message);
        }

        _lifetime.StopApplication();
    }

    private async Task ListenAsync(Listener listener)
    {
        try
        {
            listener.Format ??= await listener.Capture.OpenAsync(wait: true, _stop.Token);
            _log.LogInformation("{Source}: {Description}", listener.Options.Name, listener.Format.Description);
            var clips = _clips?.Open(listener.Options.Name, listener.Format.SampleRate, SourcePipeline.LagSamples(listener.Format, _options.Detector, _models.For(listener.Options)));
            var log = new ListeningJournal(clips is null ? _detections : new DetectionFork(_detections, clips), _journal);
            using var pipeline = new SourcePipeline(
                listener.Capture, listener.Format, listener.Options, _options.Detector.StrideFrames, _detectors, _models.For(listener.Options), log, listener.Status, _clock, _settings.Time, clips, _options.IsPrompt(listener.Options));
            await pipeline.RunAsync(_stop.Token, _abort.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while waiting for its device.
        }
        catch (AudioException fault)
        {
            _log.LogError("{Source}: {Fault}", listener.Options.Name, fault.Message);
            _lacksInput = true;
        }
        catch (Exception fault)
        {
            // A fault of our own leaves the station deaf here, and other sources may run on for months. So it ends, and
            // whoever watches starts it again.
            _isBroken = true;
            _log.LogCritical(fault, "{Source}: the station broke: {Type}: {Fault}", listener.Options.Name, fault.GetType().Name, fault.Message);
            listener.Status.Failed($"The station broke: {fault.Message}");
            _lifetime.StopApplication();
            await _stop.CancelAsync();
        }

        Summarise(listener);
    }

    /// <summary>When a source is listened to; null for always.</summary>
    private ScheduleGate? Gate(SourceOptions source)
    {
        if (source.Schedule is not { } text || !Schedule.TryParse(text, out var spans))
        {
            return null;
        }

        var zone = _options.Station.Zone;
        var place = new Place(zone, _options.Station.Latitude ?? 0, _options.Station.Longitude ?? 0);
        return new ScheduleGate(new Schedule(spans, place), _clock, zone, _settings.Time);
    }

    /// <summary>Says that sound really flows: a microphone may be open and give nothing.</summary>
    private void TellListening(string source, bool isDevice, SourceState state)
    {
        if (isDevice && state == SourceState.Listening)
        {
            _log.LogInformation("{Source}: listening", source);
        }
    }

    private void Summarise(Listener listener)
    {
        var health = listener.Status.Snapshot();
        if (listener.Format is { SampleRate: var rate })
        {
            _log.LogInformation(
                "{Source}: {Captured:0.0} s heard = {Classified:0.0} s classified + {Dropped:0.0} s dropped + {Pending:0.0} s given up at the end; {Missing:0.0} s missing",
                listener.Options.Name,
                (double)health.Samples.Captured / rate,
                (double)health.Samples.Classified / rate,
                (double)health.Samples.Dropped / rate,
                (double)health.Samples.Pending / rate,
                (double)health.MissingSamples / rate);
        }
    }

    /// <summary>One source on its way from being opened to having ended.</summary>
    /// <param name="options">What is listened to.</param>
    /// <param name="capture">Keeps it running.</param>
    /// <param name="status">Told how it fares.</param>
    private sealed class Listener(SourceOptions options, SourceCapture capture, SourceStatus status)
    {
        public SourceOptions Options { get; } = options;

        public SourceCapture Capture { get; } = capture;

        public SourceStatus Status { get; } = status;

        /// <summary>What it turned out to be; null before it was opened.</summary>
        public SourceFormat? Format { get; set; }
    }
}
