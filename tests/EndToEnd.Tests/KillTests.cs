using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AvianVox.EndToEnd.Tests.Support;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;

namespace AvianVox.EndToEnd.Tests;

/// <summary>
/// The station is killed without a word, again and again, while birds are heard. AVIANVOX_KILLS sets how often; the
/// full test is 50.
/// </summary>
public sealed partial class KillTests
{
    private const string Variable = "AVIANVOX_KILLS";
    private const int DefaultKills = 8;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Killed_at_random_moments_it_keeps_the_journal_and_every_sink_gets_every_id()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? DefaultKills.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var sound = Raw(SharedData.Require("soundscapes/soundscape.flac"));
        using var folder = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync(new MosquittoSettings { IsPersistent = true });
        await using var subscriber = await Subscriber.StartAsync(broker);
        var receivers = new Receivers();
        await using var webhook = new FakeHttpServer(receivers.TakeEntry);
        await using var database = new FakeHttpServer(receivers.TakePoints);
        webhook.Start();
        database.Start();
        var random = new Random(1);
        List<string> before = [];
        for (var kill = 0; kill < kills; kill++)
        {
            await using var station = Start(folder.Path, broker, webhook, database);
            var feeding = FeedAsync(station, sound, TestContext.Current.CancellationToken);
            if (kill % 4 != 3)
            {
                // While it hears and delivers; each fourth time wherever it is on its way there.
                var acknowledged = subscriber.Ids("detection").Count;
                await Eventually.TrueAsync(() => station.HasExited || subscriber.Ids("detection").Count > acknowledged, Bound, () => station.Transcript);
            }

            Assert.False(station.HasExited, station.Transcript);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(kill % 4 == 3 ? 1_500 : 500)), TimeProvider.System, TestContext.Current.CancellationToken);
            station.Signal(9);
            Assert.NotEqual(0, await station.ExitAsync());
            await feeding;

            if (!File.Exists(Path.Combine(folder.Path, "journal.db")))
            {
                // Killed before it had made one.
                continue;
            }

            Assert.Equal("ok", await IntegrityAsync(folder.Path));
            var log = await EntriesAsync(folder.Path);
            // Nothing that was there went away, and whoever heard of an entry heard of one that is there.
            Assert.Equal(before, log.Take(before.Count));
            Assert.Subset(log.ToHashSet(), Acknowledged(subscriber).ToHashSet());
            Assert.Subset(log.ToHashSet(), receivers.Entries.ToHashSet());
            Assert.Subset(log.ToHashSet(), receivers.Points.Select(id => $"Event {id}").ToHashSet());
            before = log;
        }

        await using (var station = Start(folder.Path, broker, webhook, database))
        {
            // A last piece of sound, to its end: the station then sees everything out and ends by itself.
            await station.Input.WriteAsync(sound, TestContext.Current.CancellationToken);
            station.Input.Close();
            Assert.True(await station.ExitAsync() == 0, station.Transcript);
        }

        var all = await EntriesAsync(folder.Path);
        await Eventually.TrueAsync(() => all.ToHashSet().IsSubsetOf(Acknowledged(subscriber)), Bound, () => $"{all.Count} entries, {Acknowledged(subscriber).Distinct().Count()} delivered");
        Assert.Equal(all, Acknowledged(subscriber).Distinct());
        Assert.Equal(all, receivers.Entries.Distinct());
        Assert.Equal(all.Where(IsEvent), receivers.Points.Distinct().Select(id => $"Event {id}"));
        // Every detection has come to an end, were it at the next start.
        Assert.Equal(
            all.Where(entry => entry.StartsWith("Detection ", StringComparison.Ordinal)).Select(entry => entry.Split(' ')[1]).Order(),
            all.Where(IsEvent).Select(entry => entry.Split(' ')[1]).Order());
        Assert.True(all.Count > 2 * kills, $"only {all.Count} entries");
        TestContext.Current.SendDiagnosticMessage($"{kills} kills, {all.Count} entries, {Acknowledged(subscriber).Count} messages, {receivers.Entries.Count} requests, {receivers.Points.Count} points");
    }

    private static bool IsEvent(string entry) => entry.StartsWith("Event ", StringComparison.Ordinal);

    private static ProgramRun Start(string data, MosquittoServer broker, FakeHttpServer webhook, FakeHttpServer database) => Programs.Station(
        [
            "run", "--source", "-", "--set", $"Sources:0:SampleRate={Collage.Rate}", "--model", Models.British, "--data", data, "--mqtt", $"mqtt://127.0.0.1:{broker.Port}",
            "--set", $"Webhook:Url={webhook.Url}/birds", "--set", $"Influx:Url={database.Url}", "--set", "Detector:Threshold=0.05", "--set", "Detector:ConfirmWindows=1", "--set", "Detector:EndAfterWindows=1",
        ],
        keepInputOpen: true);

    /// <summary>Plays the sound over and over, as fast as it is taken, until nobody takes it any more.</summary>
    private static async Task FeedAsync(ProgramRun station, ReadOnlyMemory<byte> sound, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await station.Input.WriteAsync(sound, cancellation);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // It was killed.
        }
    }

    /// <summary>A recording as raw 16-bit samples.</summary>
    private static byte[] Raw(string path)
    {
        var collage = new Collage(60);
        collage.Add(path, at: 0, atMost: 60);
        return collage.Raw();
    }

    /// <summary>What the broker has, in the order it came, as the journal names it.</summary>
    private static List<string> Acknowledged(Subscriber subscriber) =>
        [.. subscriber.Entries.Select(entry => $"{entry.Kind} {entry.Id}")];

    private static async Task<List<string>> EntriesAsync(string data)
    {
        await using var connection = await OpenAsync(data);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT kind || ' ' || id FROM log WHERE kind IN ('Detection', 'Event') ORDER BY sequence";
        await using var rows = await command.ExecuteReaderAsync();
        var entries = new List<string>();
        while (await rows.ReadAsync())
        {
            entries.Add(rows.GetString(0));
        }

        return entries;
    }

    private static async Task<string> IntegrityAsync(string data)
    {
        await using var connection = await OpenAsync(data);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<SqliteConnection> OpenAsync(string data)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, "journal.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>A webhook and a database that take everything and keep what identifies it.</summary>
    private sealed partial class Receivers
    {
        private readonly ConcurrentQueue<string> _entries = new();
        private readonly ConcurrentQueue<string> _points = new();

        /// <summary>Detections and events that came to the webhook, as the journal names them.</summary>
        public ConcurrentQueue<string> Entries => _entries;

        /// <summary>Ids of the events that came to the database.</summary>
        public ConcurrentQueue<string> Points => _points;

        public FakeAnswer TakeEntry(FakeRequest request)
        {
            var entry = JsonDocument.Parse(request.Body).RootElement;
            _entries.Enqueue($"{(entry.GetProperty("ended").GetBoolean() ? "Event" : "Detection")} {entry.GetProperty("id").GetString()}");
            return new FakeAnswer(204);
        }

        public FakeAnswer TakePoints(FakeRequest request)
        {
            foreach (Match id in IdPattern().Matches(request.Body))
            {
                _points.Enqueue(id.Groups[1].Value);
            }

            return new FakeAnswer(204);
        }

        [GeneratedRegex("[ ,]id=\"([0-9a-f-]{36})\"")]
        private static partial Regex IdPattern();
    }
}
