using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Health;
using AvianVox.Monitor.Journal;
using AvianVox.Monitor.Mqtt;
using AvianVox.Monitor.Tests.Journal;
using AvianVox.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Monitor.Tests.Mqtt;

/// <summary>A journal and a publisher whose time stands still until it is advanced.</summary>
internal sealed class PublisherBench : IAsyncDisposable
{
    public const string Station = "reed-bed";
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly MqttPublisherService _publisher;
    private int _appended;

    public PublisherBench(MqttOptions options, IHealthReporter? health = null)
    {
        Journal = SqliteJournal.Open(_folder.Path, Station, TimeProvider.System, NullLogger.Instance);
        _publisher = new MqttPublisherService(options, Station, Journal, health, Time, new Random(1), Log);
    }

    public SqliteJournal Journal { get; }

    public FakeTimeProvider Time { get; } = new();

    public ListLogger Log { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MqttOptions Plain(int port) => new() { Url = $"mqtt://127.0.0.1:{port}" };

    public Task StartAsync() => _publisher.StartAsync(Cancel);

    public Task StopAsync() => _publisher.StopAsync(Cancel);

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

    /// <summary>Waits until the log says something.</summary>
    public Task LoggedAsync(string part, int times = 1) =>
        Eventually.TrueAsync(() => Log.ToString().Split(part).Length > times, Bound, () => $"\"{part}\" was not logged: {Log}");

    /// <summary>Waits until everything appended so far is delivered.</summary>
    public async Task DeliveredAsync()
    {
        await Journal.FlushAsync(Cancel);
        await Eventually.TrueAsync(() => Journal.Cursor(MqttSession.Sink) == Journal.LastSequence, Bound, () => $"cursor {Journal.Cursor(MqttSession.Sink)} of {Journal.LastSequence}: {Log}");
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.StopAsync(CancellationToken.None);
        _publisher.Dispose();
        await Journal.DisposeAsync();
        _folder.Dispose();
    }
}
