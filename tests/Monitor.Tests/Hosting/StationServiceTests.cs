using AvianVox.Audio;
using AvianVox.Audio.Sources;
using AvianVox.Classification.Inference;
using AvianVox.Listening.Clocks;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Sources;
using AvianVox.Listening.Status;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Camera;
using AvianVox.Station.Events;
using AvianVox.Station.Health;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Monitor.Tests.Hosting;

/// <summary>Start, end and stop of a station, over scripted sources.</summary>
public sealed class StationServiceTests : IAsyncDisposable
{
    private readonly FakeClassifier _classifier = new(PipelineBench.Spec.WindowValues, DetectorBench.Labels.Length) { Probability = _ => 0.9f };
    private readonly MemoryJournal _journal = new();
    private readonly HealthReporter _health = new("test 1", TimeProvider.System);
    private readonly FakeLifetime _lifetime = new();
    private readonly ListLogger _log = new();
    private readonly ILoggerFactory _logs;
    private StationService? _station;

    public StationServiceTests()
    {
        _logs = LoggerFactory.Create(logging => logging.AddProvider(new ListProvider(_log)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_station is not null)
        {
            await _station.DisposeAsync();
        }

        await _journal.DisposeAsync();
        _classifier.Dispose();
        _lifetime.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_station_ends_by_itself_when_all_its_recordings_have_ended()
    {
        var station = Station(Recording("one", 1_000), Recording("two", 300));
        await StartAsync(station);
        await Eventually.TrueAsync(() => _lifetime.IsStopped, TimeSpan.FromSeconds(20), () => "it did not end");
        await station.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Ok, station.ExitCode);
        Assert.Equal(["one", "two"], _health.Snapshot().Sources.Select(source => source.Name));
        Assert.All(_health.Snapshot().Sources, source => Assert.Equal(SourceState.Ended, source.State));
        Assert.Equal([1_000, 300], _health.Snapshot().Sources.Select(source => source.Samples.Classified));
        Assert.Equal(
            _journal.Detections.Count(pair => pair.Kind == JournalKind.Detection),
            _journal.Detections.Count(pair => pair.Kind == JournalKind.Event));
        Assert.Equal(["one", "two"], _journal.Detections.Select(pair => pair.Detection.Source).Distinct().Order());
    }

    [Fact]
    public async Task A_recording_that_breaks_off_ends_the_station_with_a_code()
    {
        var station = Station(("bad", PipelineBench.Recording(), (_, _) => throw new AudioException("damaged"), null));
        await StartAsync(station);
        await Eventually.TrueAsync(() => _lifetime.IsStopped, TimeSpan.FromSeconds(20), () => "it did not end");
        Assert.Equal(ExitCodes.NoInput, station.ExitCode);
    }

    [Fact]
    public async Task A_fault_of_our_own_ends_the_station_with_a_code()
    {
        var station = Station(("bad", PipelineBench.Recording(), (_, _) => throw new InvalidOperationException("a bug"), null));
        await StartAsync(station);
        await Eventually.TrueAsync(() => _lifetime.IsStopped, TimeSpan.FromSeconds(20), () => "it did not end");
        Assert.Equal(ExitCodes.Software, station.ExitCode);
    }

    [Fact]
    public async Task A_fault_of_our_own_in_one_of_two_sources_is_told_and_ends_the_station()
    {
        // The healthy one runs on until it is stopped.
        var station = Station(
            ("mic", PipelineBench.Microphone(), (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop), null),
            ("mic:pond", PipelineBench.Microphone(), (_, _) => throw new InvalidOperationException("a bug"), null));
        await StartAsync(station);
        await Eventually.TrueAsync(() => _lifetime.IsStopped, TimeSpan.FromSeconds(20), () => "it did not end");
        await station.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Software, station.ExitCode);
        Assert.True(_log.Has(LogLevel.Critical, "mic:pond: the station broke: InvalidOperationException: a bug"), _log.ToString());
        Assert.Equal([SourceState.Ended, SourceState.Failed], _health.Snapshot().Sources.Select(source => source.State));
    }

    [Theory]
    [InlineData("mic", ExitCodes.Unavailable)]
    [InlineData("bird.wav", ExitCodes.NoInput)]
    public async Task A_source_that_is_not_there_is_told_before_anything_starts(string input, int code)
    {
        var station = Station((input, PipelineBench.Microphone(), (_, _) => Task.CompletedTask, new AudioException("not there")));
        var fault = await Assert.ThrowsAsync<StationException>(() => station.StartingAsync(TestContext.Current.CancellationToken));
        Assert.Equal(code, fault.ExitCode);
        Assert.Contains("not there", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_ends_what_goes_on_and_commits_it()
    {
        var station = Station(("mic", PipelineBench.Microphone(), async (sink, stop) =>
        {
            sink.Write(PipelineBench.Noise(500));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }, null));
        await StartAsync(station);
        await Eventually.TrueAsync(() => _journal.Detections.Count > 0, TimeSpan.FromSeconds(20), () => "nothing was heard");
        Assert.False(_lifetime.IsStopped);
        await station.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(JournalKind.Event, _journal.Detections[^1].Kind);
        Assert.Equal(ExitCodes.Ok, station.ExitCode);
        Assert.Equal(0, _health.Snapshot().Sources[0].Samples.Pending);
    }

    [Fact]
    public async Task A_journal_that_cannot_commit_is_given_up_and_told_and_leaves_time_for_others()
    {
        var station = Station(("mic", PipelineBench.Microphone(), (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop), null));
        await StartAsync(station);
        _journal.Flushed = new TaskCompletionSource().Task;
        // Not cancelled: the limit is the stop's own.
        await station.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(_log.Has(LogLevel.Warning, "The journal did not commit"), _log.ToString());
        Assert.False(_log.Has(LogLevel.Warning, "let go"), _log.ToString());
    }

    private static (string Input, SourceFormat Format, Func<ISampleSink, CancellationToken, Task> Run, Exception? OpenFault) Recording(string input, int samples) =>
        (input, PipelineBench.Recording(), async (sink, stop) =>
        {
            await sink.WaitForSpaceAsync(samples, stop);
            sink.Write(PipelineBench.Noise(samples));
        }, null);

    private static async Task StartAsync(StationService station)
    {
        await station.StartingAsync(TestContext.Current.CancellationToken);
        await station.StartAsync(TestContext.Current.CancellationToken);
    }

    private StationService Station(params (string Input, SourceFormat Format, Func<ISampleSink, CancellationToken, Task> Run, Exception? OpenFault)[] sources)
    {
        var options = new StationOptions
        {
            Sources = [.. sources.Select(source => new SourceOptions { Name = Path.GetFileNameWithoutExtension(source.Input), Input = source.Input })],
            Detector = new DetectorOptions { StrideFrames = 2 },
        };
        var factory = new ScriptedFactory(sources.ToDictionary(source => source.Input, source => (Func<IAudioSource>)(() => new ScriptedSource(source.Format, source.Run, source.OpenFault))));
        var model = new ListeningModel(PipelineBench.Spec, 2, _classifier.MaxBatch, DetectorBench.Policy(), () => new LentClassifier(_classifier));
        var delivery = new Delivery(_journal, [], TimeProvider.System, NullLogger<Delivery>.Instance);
        var detectors = new DetectorFactory(new SnoozeList(DetectorBench.Labels, TimeSpan.FromHours(24), TimeProvider.System), null, null);
        var assembler = new DetectionAssembler(new DetectionJournal(_journal, _log, TimeZoneInfo.Utc), [], TimeProvider.System, _log);
        var parts = new ListeningParts(
            StationModels.Of(model), detectors, new StationClock(new FakeClock(), TimeProvider.System), new StationEvents(new CameraService([]), assembler), _journal, null);
        var listeners = new SourceListeners(options, new HostSettings(), factory, _health, parts, _logs.CreateLogger<SourceListeners>());
        return _station = new StationService(listeners, parts, delivery, _lifetime, _logs.CreateLogger<StationService>());
    }

    /// <summary>One source at a time uses it, and none disposes it.</summary>
    private sealed class LentClassifier(FakeClassifier classifier) : IWindowClassifier
    {
        public int InputLength => classifier.InputLength;

        public int LabelCount => classifier.LabelCount;

        public int MaxBatch => classifier.MaxBatch;

        public void Classify(ReadOnlySpan<float> windows, int count, Span<float> probabilities)
        {
            lock (classifier)
            {
                classifier.Classify(windows, count, probabilities);
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class ScriptedFactory(Dictionary<string, Func<IAudioSource>> sources) : ISourceFactory
    {
        public IAudioSource Create(SourceOptions options, Action<string>? tell = null) => sources[options.Input]();

        public bool IsDevice(SourceOptions options) => new SourceFactory(TimeProvider.System).IsDevice(options);
    }

    private sealed class ListProvider(ListLogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }

    private sealed class FakeLifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public bool IsStopped => _stopping.IsCancellationRequested;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
