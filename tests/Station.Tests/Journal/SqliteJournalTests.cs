using System.Text.Json;
using AvianVox.Listening.Records;
using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Entries_are_read_in_the_order_they_were_appended()
    {
        await using var journal = Open();
        var first = Samples.Detection();
        var gap = Samples.Gap(1);
        journal.Append(JournalKind.Detection, first);
        journal.Append(gap);
        journal.Append(JournalKind.Event, first with { Windows = 5 });
        await journal.FlushAsync(Cancel);

        var entries = journal.Read(0, 10);
        Assert.Equal([1L, 2L, 3L], entries.Select(e => e.Sequence));
        Assert.Equal([JournalKind.Detection, JournalKind.Gap, JournalKind.Event], entries.Select(e => e.Kind));
        Assert.Equal([first.Id, gap.Id, first.Id], entries.Select(e => e.Id));
        Assert.Equal([2L, 3L], journal.Read(1, 10).Select(e => e.Sequence));
        Assert.Equal([2L], journal.Read(1, 1).Select(e => e.Sequence));
        Assert.Empty(journal.Read(3, 10));
        Assert.Equal(3, journal.LastSequence);
    }

    [Fact]
    public async Task A_payload_tells_the_whole_detection()
    {
        await using var journal = Open();
        var detection = Samples.Detection(7);
        journal.Append(JournalKind.Detection, detection);
        await journal.FlushAsync(Cancel);

        var payload = Assert.Single(journal.Read(0, 10)).Payload;
        Assert.Equal(
            $$"""{"schema":1,"id":"{{detection.Id}}","station":"reed-bed","source":"mic","species":{"code":"common-cuckoo","scientific":"Cuculus canorus","common":"Common Cuckoo"},"begin":"2024-05-04T04:30:07.000Z","end":"2024-05-04T04:30:10.000Z","peak":"2024-05-04T04:30:08.000Z","duration_s":3,"confidence":0.9123,"threshold":0.5,"windows":2,"model":"starter 0.1.0","begin_sample":336000,"end_sample":480000,"peak_sample":384000,"ended":false}""",
            payload);
    }

    [Fact]
    public async Task A_picture_joins_its_event()
    {
        await using var journal = Open();
        var detection = Samples.Detection();
        journal.Append(JournalKind.Detection, detection);
        journal.Append(JournalKind.Event, detection with { Picture = "2024/05/04/a.jpg" });
        await journal.FlushAsync(Cancel);
        Assert.EndsWith("""
            "ended":true,"picture":"2024/05/04/a.jpg"}
            """, journal.Read(0, 10)[^1].Payload, StringComparison.Ordinal);
        using var reader = JournalReader.Open(_folder.Path);
        Assert.Equal("2024/05/04/a.jpg", Assert.Single(reader.Detections(new DetectionQuery())).Picture);
    }

    [Fact]
    public async Task A_clip_joins_its_detection_and_is_remembered_when_it_is_gone()
    {
        await using var journal = Open();
        var detection = Samples.Detection();
        journal.Append(JournalKind.Detection, detection);
        journal.KeepClip(detection.Id, "2024-05-04/a.flac");
        journal.Append(JournalKind.Event, detection with { Clip = "2024-05-04/a.flac" });
        await journal.FlushAsync(Cancel);
        using (var reader = JournalReader.Open(_folder.Path))
        {
            var row = Assert.Single(reader.Detections(new DetectionQuery()));
            Assert.Equal(("2024-05-04/a.flac", (DateTimeOffset?)null), (row.Clip, row.ClipGone));
        }

        Assert.EndsWith("""
            "ended":true,"clip":"2024-05-04/a.flac"}
            """, journal.Read(0, 10)[^1].Payload, StringComparison.Ordinal);
        journal.ForgetClip("2024-05-04/a.flac", Samples.Dawn.AddDays(9));
        journal.ForgetClip("2024-05-04/a.flac", Samples.Dawn.AddDays(99));
        await journal.FlushAsync(Cancel);
        using (var reader = JournalReader.Open(_folder.Path))
        {
            var row = Assert.Single(reader.Detections(new DetectionQuery()));
            Assert.Equal(("2024-05-04/a.flac", Samples.Dawn.AddDays(9)), (row.Clip, row.ClipGone));
        }
    }

    [Fact]
    public async Task What_is_not_urgent_waits_for_company_and_no_longer_than_the_interval()
    {
        var time = new FakeTimeProvider(Samples.Dawn);
        await using var journal = SqliteJournal.Open(_folder.Path, "reed-bed", time, NullLogger.Instance, TimeSpan.FromSeconds(2));
        var first = Samples.Detection();
        var second = Samples.Detection(5);

        // A detection waits for nothing, though the clock stands still ...
        journal.Append(JournalKind.Detection, first);
        await journal.WaitAsync(0, Cancel).WaitAsync(Bound, Cancel);
        Assert.Equal(1, journal.LastSequence);

        // ... its end and a gap wait, and a sink does not hear of them ...
        journal.Append(JournalKind.Event, first);
        journal.Append(Samples.Gap());
        var heard = journal.WaitAsync(1, Cancel);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(heard.IsCompleted);
        Assert.Single(journal.Read(0, 10));

        // ... until the interval is over ...
        await Eventually.TrueAsync(() => Passed(time, heard), Bound, () => "the interval does not end");
        Assert.Equal([JournalKind.Detection, JournalKind.Event, JournalKind.Gap], journal.Read(0, 10).Select(entry => entry.Kind));

        // ... or a detection takes them along, in order.
        journal.Append(Samples.Gap(7));
        journal.Append(JournalKind.Detection, second);
        await journal.WaitAsync(4, Cancel).WaitAsync(Bound, Cancel);
        Assert.Equal([JournalKind.Gap, JournalKind.Detection], journal.Read(3, 10).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_journal_of_the_first_version_is_brought_up_to_date_with_all_it_holds()
    {
        using (var old = JournalFiles.Connect(JournalFiles.Database(_folder.Path), SqliteOpenMode.ReadWriteCreate))
        {
            JournalSchema.Migrate(old, "old", to: 1);
            JournalFiles.Execute(old, """
                INSERT INTO detections VALUES ('018f4227-3c40-7d3a-9b8e-0f5f3f1f6c1a', 'mic', 'common-cuckoo', 'Cuculus canorus', 'Common Cuckoo', 1000, 2000, 1500, 0, 48000, 24000, 0.9, 0.5, 3, 'm', 1)
                """);
        }

        await using var journal = Open();
        using var reader = JournalReader.Open(_folder.Path);
        var row = Assert.Single(reader.Detections(new DetectionQuery()));
        Assert.Equal(("common-cuckoo", 3, (string?)null), (row.Code, row.Windows, row.Clip));
    }

    [Fact]
    public async Task Confirmation_and_end_are_one_row()
    {
        await using var journal = Open();
        var detection = Samples.Detection();
        journal.Append(JournalKind.Detection, detection);
        journal.Append(JournalKind.Event, detection with { Windows = 9, Confidence = 0.99, End = Samples.Dawn.AddSeconds(8) });
        await journal.FlushAsync(Cancel);

        Assert.Equal(1, Number("SELECT count(*) FROM detections"));
        Assert.Equal(9, Number("SELECT windows FROM detections"));
        Assert.Equal(1, Number("SELECT ended FROM detections"));
        Assert.Equal(Samples.Dawn.AddSeconds(8).ToUnixTimeMilliseconds(), Number("SELECT end_ms FROM detections"));
    }

    [Fact]
    public async Task Effort_of_a_minute_adds_up()
    {
        await using var journal = Open();
        journal.Add(new EffortMinute("mic", Samples.Dawn, 10, 9, 1));
        journal.Add(new EffortMinute("mic", Samples.Dawn, 20, 20, 0));
        journal.Add(new EffortMinute("mic", Samples.Dawn.AddMinutes(1), 5, 5, 0));
        await journal.FlushAsync(Cancel);

        Assert.Equal(2, Number("SELECT count(*) FROM effort"));
        Assert.Equal(30, Number("SELECT captured_s FROM effort ORDER BY minute_ms LIMIT 1"));
        Assert.Equal(29, Number("SELECT classified_s FROM effort ORDER BY minute_ms LIMIT 1"));
        // Sinks hear of the minute as it stands each time.
        var entries = journal.Read(0, 10);
        Assert.All(entries, entry => Assert.Equal((JournalKind.Effort, "mic"), (entry.Kind, entry.Source)));
        Assert.Equal([10, 30, 5], entries.Select(entry => JsonDocument.Parse(entry.Payload).RootElement.GetProperty("captured_s").GetDouble()));
        Assert.Equal("2024-05-04T04:31:00.000Z", JsonDocument.Parse(entries[2].Payload).RootElement.GetProperty("minute").GetString());
    }

    [Fact]
    public async Task A_wait_ends_when_an_entry_is_committed()
    {
        await using var journal = Open();
        var wait = journal.WaitAsync(0, Cancel);
        Assert.False(wait.IsCompleted);
        journal.Append(Samples.Gap());
        await wait.WaitAsync(Bound, Cancel);
        Assert.Single(journal.Read(0, 10));
        Assert.True(journal.WaitAsync(0, Cancel).IsCompletedSuccessfully);

        using var giveUp = new CancellationTokenSource();
        var endless = journal.WaitAsync(1, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
    }

    [Fact]
    public async Task Log_and_cursors_survive_a_restart()
    {
        await using (var journal = Open())
        {
            journal.Append(Samples.Gap(1));
            journal.Append(Samples.Gap(2));
            journal.Advance("mqtt", 1);
            journal.Advance("mqtt", 0);
            Assert.Equal(1, journal.Cursor("mqtt"));
        }

        await using (var journal = Open())
        {
            Assert.Equal(1, journal.Cursor("mqtt"));
            Assert.Equal(0, journal.Cursor("influx"));
            Assert.Equal(2, journal.LastSequence);
            journal.Append(Samples.Gap(3));
            await journal.WaitAsync(2, Cancel).WaitAsync(Bound, Cancel);
            Assert.Equal([2L, 3L], journal.Read(1, 10).Select(e => e.Sequence));
        }
    }

    [Fact]
    public async Task The_log_is_shortened_behind_the_slowest_sink_and_no_further_than_is_kept()
    {
        await using var journal = Open();
        for (var i = 0; i < 100; i++)
        {
            journal.Append(Samples.Gap(i));
        }

        journal.Advance("mqtt", 80);
        journal.Advance("influx", 50);
        string[] sinks = ["mqtt", "influx"];
        Assert.Equal(40, (await journal.PruneAsync(new PruneRule(sinks, 60, 100), Cancel)).Deleted);
        Assert.Equal(41, journal.Read(0, 1)[0].Sequence);
        Assert.Equal(10, (await journal.PruneAsync(new PruneRule(sinks, 1, 100), Cancel)).Deleted);
        Assert.Equal(0, (await journal.PruneAsync(new PruneRule(sinks, 1, 100), Cancel)).Deleted);
        Assert.Equal(51, journal.Read(0, 1)[0].Sequence);
        Assert.Equal((0L, 0L), (journal.Place("mqtt").Dropped, journal.Place("influx").Dropped));
        Assert.Equal(100, Number("SELECT count(*) FROM gaps"));

        // Where nobody reads, the last one stays, so that sequences go on.
        Assert.Equal(49, (await journal.PruneAsync(new PruneRule([], 1, 100), Cancel)).Deleted);
        Assert.Equal(100, Assert.Single(journal.Read(0, 10)).Sequence);
        Assert.Equal(100, journal.LastSequence);
    }

    [Fact]
    public async Task A_sink_that_is_too_far_behind_loses_the_oldest_and_it_is_counted()
    {
        await using (var journal = Open())
        {
            for (var i = 0; i < 100; i++)
            {
                journal.Append(Samples.Gap(i));
            }

            journal.Advance("mqtt", 100);
            journal.Advance("influx", 20);
            var result = await journal.PruneAsync(new PruneRule(["mqtt", "influx", "webhook"], 10, 40), Cancel);
            Assert.Equal((60L, 60L), (result.Deleted, result.Last));
            Assert.Equal([("influx", 40L), ("webhook", 60L)], result.Dropped.Select(pair => (pair.Key, pair.Value)));
            Assert.Equal(new SinkPlace(60, 0, 40), journal.Place("influx"));
            Assert.Equal(new SinkPlace(60, 0, 60), journal.Place("webhook"));
            Assert.Equal(new SinkPlace(100, 0, 0), journal.Place("mqtt"));
        }

        await using var again = Open();
        Assert.Equal(new SinkPlace(60, 0, 40), again.Place("influx"));
        Assert.Equal(61, again.Read(again.Cursor("influx"), 1)[0].Sequence);
    }

    [Fact]
    public async Task What_is_set_aside_is_kept_once_with_its_reason_and_within_a_bound()
    {
        await using (var journal = Open())
        {
            for (var i = 0; i < SinkStatements.MostSetAside + 5; i++)
            {
                journal.Append(Samples.Gap(i));
            }

            await journal.FlushAsync(Cancel);
            foreach (var entry in journal.Read(0, int.MaxValue))
            {
                journal.SetAside("influx", entry, "too long", Samples.Dawn);
            }
        }

        await using (var journal = Open())
        {
            Assert.Equal(new SinkPlace(0, SinkStatements.MostSetAside + 5, 0), journal.Place("influx"));
            journal.SetAside("influx", journal.Read(SinkStatements.MostSetAside + 4, 1)[0], "again", Samples.Dawn);
        }

        using var reader = JournalReader.Open(_folder.Path);
        var rows = reader.SetAside();
        Assert.Equal(SinkStatements.MostSetAside, rows.Count);
        Assert.Equal(("influx", 6L, "Gap", "too long", Samples.Dawn), (rows[0].Sink, rows[0].Sequence, rows[0].Kind, rows[0].Reason, rows[0].At));
        Assert.All(rows, row => Assert.Equal("too long", row.Reason));
        Assert.Equal(("influx", new SinkPlace(0, SinkStatements.MostSetAside + 5, 0)), Assert.Single(reader.Sinks()));
    }

    [Fact]
    public async Task A_journal_from_before_sinks_had_counts_keeps_its_log_and_cursors()
    {
        using (var connection = JournalFiles.Connect(_folder.File("journal.db"), SqliteOpenMode.ReadWriteCreate))
        {
            JournalSchema.Migrate(connection, "journal.db", 2);
            JournalFiles.Execute(connection, "INSERT INTO cursors (sink, sequence) VALUES ('mqtt', 1)");
            JournalFiles.Execute(connection, "INSERT INTO log (kind, id, source, payload) VALUES ('Gap', '018f4227-5b80-7a52-8c43-6a5b8a5a9f10', 'mic', '{}')");
        }

        await using var opened = Open();
        Assert.Equal(new SinkPlace(1, 0, 0), opened.Place("mqtt"));
        Assert.Single(opened.Read(0, 10));
    }

    [Fact]
    public async Task A_detection_that_was_open_when_the_power_went_is_ended_at_the_next_start()
    {
        var open = Samples.Detection(1);
        var ended = Samples.Detection(2);
        await using (var journal = Open())
        {
            journal.Append(JournalKind.Detection, open);
            journal.Append(JournalKind.Detection, ended);
            journal.Append(JournalKind.Event, ended);
        }

        await using (var journal = Open())
        {
            var entry = Assert.Single(journal.Read(3, 10));
            Assert.Equal((JournalKind.Event, open.Id), (entry.Kind, entry.Id));
            using var payload = JsonDocument.Parse(entry.Payload);
            Assert.True(payload.RootElement.GetProperty("ended").GetBoolean());
            Assert.True(payload.RootElement.GetProperty("interrupted").GetBoolean());
            Assert.Equal("2024-05-04T04:30:04.000Z", payload.RootElement.GetProperty("end").GetString());
            Assert.Equal(0, Number("SELECT count(*) FROM detections WHERE ended = 0"));
        }

        await using (var journal = Open())
        {
            Assert.Equal(4, journal.LastSequence);
        }
    }

    [Fact]
    public async Task What_a_killed_station_had_committed_is_there_when_it_starts_again()
    {
        // A copy taken while the writer runs is what the disk holds after a power cut: database and unfolded log.
        using var copy = new TempFolder();
        await using (var journal = Open())
        {
            for (var i = 0; i < 300; i++)
            {
                journal.Append(Samples.Gap(i));
            }

            await journal.FlushAsync(Cancel);
            foreach (var name in new[] { "journal.db", "journal.db-wal" })
            {
                File.Copy(_folder.File(name), copy.File(name));
            }
        }

        await using var reopened = SqliteJournal.Open(copy.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        Assert.Equal(300, reopened.LastSequence);
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), reopened.Read(0, 1000).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Many_threads_append_and_nothing_is_lost()
    {
        const int threads = 4;
        const int each = 3_000;
        await using var journal = Open();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(t => Task.Run(
            () =>
            {
                for (var i = 0; i < each; i++)
                {
                    journal.Append(Samples.Gap((t * each) + i) with { Source = "mic-" + t, BeginSample = i });
                }
            },
            Cancel)));
        await journal.FlushAsync(Cancel);

        var entries = journal.Read(0, int.MaxValue);
        Assert.Equal(threads * each, entries.Count);
        Assert.Equal(threads * each, entries.Select(e => e.Id).Distinct().Count());
        foreach (var source in entries.GroupBy(e => e.Source))
        {
            var positions = source.Select(e => JsonDocument.Parse(e.Payload).RootElement.GetProperty("begin_sample").GetInt64());
            Assert.Equal(Enumerable.Range(0, each).Select(i => (long)i), positions);
        }
    }

    [Fact]
    public async Task A_write_that_the_disk_refuses_is_kept_and_tried_again()
    {
        var time = new FakeTimeProvider();
        var log = new ListLogger();
        await using var journal = SqliteJournal.Open(_folder.Path, "reed-bed", time, log);
        Statement("CREATE TRIGGER refuse BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'no room'); END");
        journal.Append(Samples.Gap(1));
        journal.Append(Samples.Gap(2));
        await Eventually.TrueAsync(() => log.Has(LogLevel.Error, "no room"), Bound, () => log.ToString());
        Assert.Empty(journal.Read(0, 10));

        Statement("DROP TRIGGER refuse");
        var flushed = journal.FlushAsync(Cancel);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(JournalWriter.RetryDelay);
                return flushed.IsCompleted;
            },
            Bound,
            () => log.ToString());
        Assert.Equal(2, journal.Read(0, 10).Count);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_disk_that_refuses()
    {
        var log = new ListLogger();
        var journal = SqliteJournal.Open(_folder.Path, "reed-bed", new FakeTimeProvider(), log);
        Statement("CREATE TRIGGER refuse BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'no room'); END");
        journal.Append(Samples.Gap(1));
        await journal.DisposeAsync().AsTask().WaitAsync(Bound, Cancel);
        Assert.True(log.Has(LogLevel.Critical, "lost"));
        Assert.Throws<ObjectDisposedException>(() => journal.Append(Samples.Gap(2)));
    }

    [Fact]
    public async Task A_second_station_on_the_same_folder_is_refused()
    {
        await using (Open())
        {
            var error = Assert.Throws<JournalException>(Open);
            Assert.Contains("Another station", error.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        }

        await using var after = Open();
        Assert.Equal(0, after.LastSequence);
    }

    [Fact]
    public async Task A_newer_journal_is_refused_and_left_alone()
    {
        await using (Open())
        {
        }

        Statement("PRAGMA user_version = 99");
        var error = Assert.Throws<JournalException>(Open);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Assert.Contains("journal.db", error.Message, StringComparison.Ordinal);
        Assert.Equal(99, Number("PRAGMA user_version"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_folder.File("journal.db"), new string('x', 8192));
        var error = Assert.Throws<JournalException>(Open);
        Assert.Contains("journal.db is damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("Move it away", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = _folder.File("taken");
        File.WriteAllText(file, "");
        var error = Assert.Throws<JournalException>(() => SqliteJournal.Open(file, "reed-bed", TimeProvider.System, NullLogger.Instance));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("Data:Folder", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The writer may begin to wait after the clock was moved, so it is moved on until the interval is over for it.</summary>
    private static bool Passed(FakeTimeProvider time, Task heard)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return heard.IsCompleted;
    }

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);

    private long Number(string sql)
    {
        using var connection = JournalFiles.Connect(_folder.File("journal.db"), SqliteOpenMode.ReadWrite);
        return JournalFiles.Number(connection, sql);
    }

    private void Statement(string sql)
    {
        using var connection = JournalFiles.Connect(_folder.File("journal.db"), SqliteOpenMode.ReadWrite);
        JournalFiles.Execute(connection, sql);
    }
}
