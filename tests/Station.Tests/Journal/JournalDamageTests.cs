using AvianVox.Station.Journal;
using AvianVox.StationSupport;
using AvianVox.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Station.Tests.Journal;

/// <summary>A damaged journal is told, and what is heard from then on is kept and delivered.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private const int Filled = 600;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly ListLogger _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Database => _folder.File("journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_cannot_be_pruned_from_a_damaged_page_holds_up_nothing_that_is_heard()
    {
        await FillAsync();
        JournalDamage.Overwrite(Database, JournalDamage.FirstLeaf(Database, "log"));
        await using var journal = Open();
        var prune = journal.PruneAsync(new PruneRule([], 100, 1_000), Cancel);
        await HearsAsync(journal);
        await prune.WaitAsync(Bound, Cancel);
        await Eventually.TrueAsync(() => journal.Progress.Damage is not null, Bound, () => _log.ToString());
        Assert.Contains("avianvox journal repair", journal.Progress.Fault, StringComparison.Ordinal);
        Assert.True(_log.Has(LogLevel.Critical, "is damaged"), _log.ToString());
        Assert.Equal(0, journal.Progress.Lost);
    }

    [Fact]
    public async Task A_cursor_on_a_damaged_page_is_not_stuck_and_what_can_be_read_is_delivered()
    {
        await FillAsync(cursor: 1);
        JournalDamage.Overwrite(Database, JournalDamage.FirstLeaf(Database, "log"));
        await using var journal = Open();
        var heard = Samples.Detection(7_000);
        journal.Append(JournalKind.Detection, heard);
        var got = new List<JournalEntry>();
        await Eventually.TrueAsync(
            () =>
            {
                try
                {
                    got = [.. journal.Read(journal.Cursor("mqtt"), 10_000)];
                }
                catch (JournalException)
                {
                    // Told to the writer, which puts another in its place.
                }

                return got.Count > 0 && got[^1].Id == heard.Id;
            },
            Bound,
            () => _log.ToString());
        // One page of entries is lost, and counted for the sink; all others follow in their order, under their numbers.
        Assert.InRange(got.Count, Filled - 30, Filled - 1);
        Assert.Equal(got.Select(entry => entry.Sequence).Order(), got.Select(entry => entry.Sequence));
        Assert.Equal(Filled + 1, got[^1].Sequence);
        await journal.DisposeAsync();
        await using var again = Open();
        Assert.Equal((1L, Filled - 1L - (got.Count - 1)), (again.Place("mqtt").Sequence, again.Place("mqtt").Dropped));
    }

    [Fact]
    public async Task Whichever_page_is_damaged_it_is_gone_on_with_or_repaired_and_never_deaf()
    {
        await FillAsync(cursor: 500);
        var sound = File.ReadAllBytes(Database);
        var random = new Random(20_261_129);
        var pages = Enumerable.Range(1, sound.Length / 4096).ToArray();
        random.Shuffle(pages);
        var replaced = 0;
        foreach (var page in pages.Take(60))
        {
            using var folder = new TempFolder();
            File.WriteAllBytes(folder.File("journal.db"), sound);
            File.WriteAllText(folder.File("journal.lock"), "");
            JournalDamage.Overwrite(folder.File("journal.db"), page, random.Next(2) == 0 ? 12 : 4096, page);
            var log = new ListLogger();
            await using (var journal = SqliteJournal.Open(folder.Path, "reed-bed", TimeProvider.System, log))
            {
                _ = journal.PruneAsync(new PruneRule(["mqtt"], 100, 1_000), Cancel);
                await HearsAsync(journal);
                Assert.True(journal.Read(journal.LastSequence - 1, 10)[^1].Sequence > Filled, $"page {page}: {log}");
                Assert.Equal(0, journal.Progress.Lost);
                replaced += journal.Progress.Damage is null ? 0 : 1;
            }

            // What is found is found to the end: after a repair nothing is damaged, and the new detection is there.
            JournalRepair.Run(folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, Cancel);
            Assert.Null(JournalInspection.Find(folder.File("journal.db"), isThorough: true, Cancel));
            using var reader = JournalReader.Open(folder.Path);
            Assert.Contains(reader.Detections(new DetectionQuery()), row => row.Begin == Samples.Dawn.AddSeconds(7_000));
        }

        Assert.InRange(replaced, 40, 60);
    }

    [Theory]
    [InlineData("-wal", "missing")]
    [InlineData("-wal", "truncated")]
    [InlineData("-wal", "garbage")]
    [InlineData("-wal", "another's")]
    [InlineData("-shm", "missing")]
    [InlineData("-shm", "truncated")]
    [InlineData("-shm", "garbage")]
    [InlineData("-shm", "another's")]
    public async Task Whatever_became_of_the_files_beside_it_the_station_hears(string suffix, string state)
    {
        using var other = new TempFolder();
        foreach (var folder in new[] { _folder, other })
        {
            await using var journal = SqliteJournal.Open(folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
            for (var i = 0; i < (folder == other ? 900 : Filled); i++)
            {
                journal.Append(JournalKind.Event, Samples.Detection(i, source: folder == other ? "other" : "mic"));
                await (i % 50 == 0 ? journal.FlushAsync(Cancel) : Task.CompletedTask);
            }

            await journal.FlushAsync(Cancel);
            foreach (var name in new[] { "journal.db", "journal.db-wal", "journal.db-shm" })
            {
                File.Copy(folder.File(name), folder.File("copy-of-" + name));
            }
        }

        // As after a power cut, with what the card made of it.
        using var cut = new TempFolder();
        foreach (var name in new[] { "journal.db", "journal.db-wal", "journal.db-shm" })
        {
            File.Copy(_folder.File("copy-of-" + name), cut.File(name));
        }

        var file = cut.File("journal.db" + suffix);
        switch (state)
        {
            case "missing":
                File.Delete(file);
                break;
            case "truncated":
                using (var stream = new FileStream(file, FileMode.Open))
                {
                    stream.SetLength(stream.Length * 2 / 3);
                }

                break;
            case "garbage":
                var bytes = new byte[new FileInfo(file).Length];
                new Random(1).NextBytes(bytes);
                File.WriteAllBytes(file, bytes);
                break;
            default:
                File.Copy(other.File("copy-of-journal.db" + suffix), file, overwrite: true);
                break;
        }

        File.WriteAllText(cut.File("journal.lock"), "");
        await using (var journal = SqliteJournal.Open(cut.Path, "reed-bed", TimeProvider.System, _log))
        {
            await HearsAsync(journal);
            Assert.Equal(0, journal.Progress.Lost);
        }

        JournalRepair.Run(cut.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, Cancel);
        Assert.Null(JournalInspection.Find(cut.File("journal.db"), isThorough: true, Cancel));
    }

    [Fact]
    public async Task A_repair_moves_back_what_can_be_read_and_counts_it()
    {
        await FillAsync(cursor: Filled);
        JournalDamage.Overwrite(Database, JournalDamage.FirstLeaf(Database, "detections"), 4096);
        await using (var journal = Open())
        {
            await Eventually.TrueAsync(() => journal.Progress.Damage is not null, Bound, () => "the damage is not found");
            await HearsAsync(journal);
        }

        using (var reader = JournalReader.Open(_folder.Path))
        {
            Assert.Single(reader.Detections(new DetectionQuery()));
        }

        var report = Assert.Single(JournalRepair.Run(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, Cancel));
        var detections = Assert.Single(report.Tables, count => count.Table == "detections");
        Assert.InRange(detections.Moved, Filled - 30, Filled - 1);
        Assert.Equal((detections.Moved, 0L, 1), (detections.Read, detections.Garbage, detections.Holes));
        Assert.Equal(Filled, Assert.Single(report.Tables, count => count.Table == "gaps").Moved);
        Assert.Equal(1, Assert.Single(report.Tables, count => count.Table == "effort").Moved);
        using (var reader = JournalReader.Open(_folder.Path))
        {
            Assert.Equal(detections.Moved + 1, reader.Detections(new DetectionQuery()).Count());
            Assert.Equal(60, reader.Effort(new DetectionQuery()).CapturedSeconds);
        }

        // Once is enough, and the damaged one is kept under a name that says so.
        Assert.Empty(JournalRepair.Run(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, Cancel));
        Assert.True(File.Exists(report.KeptAs));
        await using var after = Open();
        Assert.True(after.Progress.IsWhole);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("detections")]
    [InlineData("gaps")]
    [InlineData("effort")]
    [InlineData("sqlite_schema")]
    public async Task Where_the_root_of_a_table_is_damaged_its_rows_are_found_in_the_pages_that_it_led_to(string table)
    {
        const int minutes = 500;
        await FillAsync();
        await using (var journal = Open())
        {
            for (var i = 0; i < Filled; i++)
            {
                journal.Append(Samples.Gap(i));
            }

            for (var i = 0; i < minutes; i++)
            {
                journal.Add(new Listening.Records.EffortMinute("mic", Samples.Dawn.AddMinutes(i), 60, 59.5, 0.5));
            }

            journal.Advance("mqtt", 100);
            await journal.FlushAsync(Cancel);
            // Longer than a page: the payload goes on on others.
            journal.Append(JournalKind.Event, Samples.Detection(5_000) with { Model = new string('m', 9_000) });
        }

        var root = JournalDamage.Root(Database, table);
        JournalDamage.Overwrite(Database, root, 4096);
        await using (var journal = Open())
        {
            await Eventually.TrueAsync(() => journal.Progress.Damage is not null, Bound, () => _log.ToString());
            if (table == "log")
            {
                // What the sink had not taken is there for it, in order.
                Assert.Equal((long)(Filled * 2) + minutes + 1 - 100, journal.Read(100, int.MaxValue).Count);
            }
        }

        JournalRepair.Run(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, Cancel);
        using var reader = JournalReader.Open(_folder.Path);
        var rows = reader.Detections(new DetectionQuery()).ToList();
        Assert.Equal(Filled + 1, rows.Count);
        Assert.Equal((9_000, 0.91234567, "Common Cuckoo"), (rows[^1].Model.Length, rows[^1].Confidence, rows[^1].CommonName));
        // The root of a table that lies in the order of its key holds some of its rows itself.
        Assert.InRange(reader.Effort(new DetectionQuery()).Minutes, table == "effort" ? minutes - 10 : minutes, minutes);
        Assert.Equal(reader.Effort(new DetectionQuery()).Minutes * 59.5, reader.Effort(new DetectionQuery()).ClassifiedSeconds, 1e-6);
        using var connection = JournalFiles.Connect(Database, SqliteOpenMode.ReadOnly);
        Assert.Equal(Filled, JournalFiles.Number(connection, "SELECT count(*) FROM gaps"));
    }

    [Fact]
    public async Task A_piece_of_work_that_is_never_taken_holds_up_none_of_the_others()
    {
        await using var journal = Open();
        Statement("CREATE TRIGGER refuse BEFORE INSERT ON gaps BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        journal.Append(Samples.Gap(1));
        await Eventually.TrueAsync(() => journal.Progress.Refusal?.Contains("not this one", StringComparison.Ordinal) == true, Bound, () => _log.ToString());
        await HearsAsync(journal);
        await Eventually.TrueAsync(() => journal.Progress.Lost == 1, Bound, () => _log.ToString());
        Assert.Null(journal.Progress.Refusal);
        Assert.True(_log.Has(LogLevel.Error, "is left out"), _log.ToString());
        Assert.Contains("1 piece(s)", journal.Progress.Fault, StringComparison.Ordinal);
        Assert.False(journal.Progress.IsWhole);
    }

    [Fact]
    public async Task A_lock_of_another_program_is_named_while_it_lasts()
    {
        await using var journal = Open();
        using (var other = JournalFiles.Connect(Database, SqliteOpenMode.ReadWrite))
        {
            JournalFiles.Execute(other, "BEGIN EXCLUSIVE");
            journal.Append(JournalKind.Detection, Samples.Detection());
            await Eventually.TrueAsync(() => journal.Progress.Kind == JournalFaultKind.Held, Bound, () => _log.ToString());
            Assert.True(journal.Progress.IsOutOfOurHands);
            Assert.Contains("held by another program", journal.Progress.Fault, StringComparison.Ordinal);
            JournalFiles.Execute(other, "ROLLBACK");
        }

        await journal.FlushAsync(Cancel).WaitAsync(Bound, Cancel);
        Assert.True(journal.Progress.IsWhole);
        Assert.Single(journal.Read(0, 10));
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_the_station_writes_is_there_again_with_all_it_held()
    {
        await using (var journal = Open())
        {
            journal.Append(JournalKind.Event, Samples.Detection(1));
            await journal.FlushAsync(Cancel);
            foreach (var file in Directory.GetFiles(_folder.Path, "journal.db*"))
            {
                File.Delete(file);
            }

            journal.Append(JournalKind.Event, Samples.Detection(2));
            await journal.FlushAsync(Cancel);
            Assert.True(_log.Has(LogLevel.Error, "was deleted"), _log.ToString());
            Assert.Equal([1L, 2L], journal.Read(0, 10).Select(entry => entry.Sequence));
        }

        using var reader = JournalReader.Open(_folder.Path);
        Assert.Equal(2, reader.Detections(new DetectionQuery()).Count());
    }

    [Fact]
    public async Task A_write_ahead_log_that_is_deleted_takes_nothing_with_it()
    {
        await using (var journal = Open())
        {
            journal.Append(JournalKind.Event, Samples.Detection(1));
            await journal.FlushAsync(Cancel);
            File.Delete(_folder.File("journal.db-wal"));
            journal.Append(JournalKind.Event, Samples.Detection(2));
            await journal.FlushAsync(Cancel);
        }

        using var reader = JournalReader.Open(_folder.Path);
        Assert.Equal(2, reader.Detections(new DetectionQuery()).Count());
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_the_station_writes_is_gone_on_with_and_nothing_is_lost()
    {
        using var other = new TempFolder();
        await using (var before = SqliteJournal.Open(other.Path, "reed-bed", TimeProvider.System, NullLogger.Instance))
        {
            before.Append(JournalKind.Event, Samples.Detection(9));
        }

        await using (var journal = Open())
        {
            for (var i = 1; i < 4; i++)
            {
                journal.Append(JournalKind.Event, Samples.Detection(i));
            }

            await journal.FlushAsync(Cancel);
            File.Delete(_folder.File("journal.db-wal"));
            File.Delete(_folder.File("journal.db-shm"));
            File.Move(other.File("journal.db"), Database, overwrite: true);
            journal.Append(JournalKind.Event, Samples.Detection(4));
            await journal.FlushAsync(Cancel);
            Assert.True(_log.Has(LogLevel.Error, "was replaced"), _log.ToString());
            // Sequences rise on: none is given twice.
            Assert.Equal(4, journal.LastSequence);
        }

        JournalRepair.Run(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance, Cancel);
        using var reader = JournalReader.Open(_folder.Path);
        Assert.Equal(5, reader.Detections(new DetectionQuery()).Count());
    }

    [Fact]
    public async Task A_journal_whose_beginning_is_gone_is_gone_on_with_where_a_station_wrote_before()
    {
        await FillAsync(cursor: 500);
        JournalDamage.Overwrite(Database, 1, 4096);
        await using var journal = Open();
        await HearsAsync(journal);
        Assert.True(journal.LastSequence > Filled);
        Assert.NotNull(journal.Progress.Damage);
    }

    /// <summary>Whatever else happens, a detection is committed and can be read.</summary>
    private static async Task HearsAsync(SqliteJournal journal)
    {
        var heard = Samples.Detection(7_000);
        var before = journal.LastSequence;
        journal.Append(JournalKind.Detection, heard);
        await Eventually.TrueAsync(
            () =>
            {
                try
                {
                    return journal.Read(Math.Max(0, journal.LastSequence - 1), 10).Any(entry => entry.Id == heard.Id)
                        || journal.Read(before, 10).Any(entry => entry.Id == heard.Id);
                }
                catch (JournalException)
                {
                    return false;
                }
            },
            Bound,
            () => $"not committed: {journal.Progress}");
    }

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, _log);

    /// <summary>A journal of some hundred pages, closed.</summary>
    private async Task FillAsync(long cursor = 0)
    {
        await using var journal = SqliteJournal.Open(_folder.Path, "reed-bed", TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < Filled; i++)
        {
            journal.Append(JournalKind.Event, Samples.Detection(i));
        }

        await journal.FlushAsync(Cancel);
        if (cursor == Filled)
        {
            for (var i = 0; i < Filled; i++)
            {
                journal.Append(Samples.Gap(i));
            }

            journal.Add(new Listening.Records.EffortMinute("mic", Samples.Dawn, 60, 60, 0));
            await journal.FlushAsync(Cancel);
        }

        if (cursor > 0)
        {
            journal.Advance("mqtt", cursor);
        }
    }

    private void Statement(string sql)
    {
        using var connection = JournalFiles.Connect(Database, SqliteOpenMode.ReadWrite);
        JournalFiles.Execute(connection, sql);
    }
}
