using AvianVox.Station.Commands;
using AvianVox.Station.Health;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;
using AvianVox.Station.Sinks;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Mqtt;

/// <summary>A journal and a publisher whose time stands still until it is advanced.</summary>
internal sealed class PublisherBench : IAsyncDisposable
{
    public const string Station = "reed-bed";
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly MqttSink _sink;
    private readonly SinkRunner _runner;
    private Task _running = Task.CompletedTask;
    private int _appended;

    public PublisherBench(MqttOptions options, IHealthReporter? health = null, params IReadOnlyList<IStationCommand> commands)
    {
        Journal = SqliteJournal.Open(_folder.Path, Station, TimeProvider.System, NullLogger.Instance);
        _sink = Sink(
            options,
            topics => health is null
                ? null
                : new MqttHealth(() => HealthJson.Of(Station, health.Snapshot() with { Sinks = [_runner!.Health()] }, Journal.LastSequence), health, topics, options.SplitHealth, Time, Log),
            topics => options.Commands ? new MqttCommands(topics, commands, Log) : null,
            messages => new MqttKept(messages, () => MqttRegistration.Latest(_folder.Path, Station, new EntryFilter(options)), Time, Log),
            Time);
        _runner = new SinkRunner(_sink, new EntryFilter(options), Journal, new Backoff(Time, new Random(1)), Time, Log);
    }

    public SqliteJournal Journal { get; }

    public FakeTimeProvider Time { get; } = new();

    public ListLogger Log { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MqttOptions Plain(int port) => new() { Url = $"mqtt://127.0.0.1:{port}", LastSeen = false };

    /// <summary>A sink of a station with one source.</summary>
    public static MqttSink Sink(
        MqttOptions options,
        Func<MqttTopics, MqttHealth?>? health = null,
        Func<MqttTopics, MqttCommands?>? commands = null,
        Func<MqttMessages, MqttKept?>? kept = null,
        TimeProvider? time = null)
    {
        var topics = new MqttTopics(options.TopicPrefix, Station);
        var messages = new MqttMessages(options, new IdentityOptions { Id = Station }, ["mic"], topics);
        return new MqttSink(
            new MqttLink(options, Station, topics), messages, health?.Invoke(topics), commands?.Invoke(topics), kept?.Invoke(messages), time ?? TimeProvider.System);
    }

    public Task StartAsync()
    {
        _running = _runner.RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Bound, TimeProvider.System, CancellationToken.None);
    }

    /// <summary>Appends detections and returns their ids in order.</summary>
    public IReadOnlyList<string> Append(int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var detection = Samples.Detection(_appended++);
            Journal.Append(JournalKind.Detection, detection);
            ids.Add(detection.Id.ToString());
        }

        return ids;
    }

    /// <summary>Waits until the log says something, and lets time go on meanwhile where it is given.</summary>
    public Task LoggedAsync(string part, int times = 1, FakeTimeProvider? goesOn = null) => Eventually.TrueAsync(
        () =>
        {
            goesOn?.Advance(TimeSpan.FromSeconds(1));
            return Log.ToString().Split(part).Length > times;
        },
        Bound,
        () => $"\"{part}\" was not logged: {Log}");

    /// <summary>Waits until everything appended so far is delivered.</summary>
    public async Task DeliveredAsync()
    {
        await Journal.FlushAsync(Cancel);
        await Eventually.TrueAsync(() => Journal.Cursor(MqttSink.SinkName) == Journal.LastSequence, Bound, () => $"cursor {Journal.Cursor(MqttSink.SinkName)} of {Journal.LastSequence}: {Log}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _sink.DisposeAsync();
        _stop.Dispose();
        await Journal.DisposeAsync();
        _folder.Dispose();
    }
}
