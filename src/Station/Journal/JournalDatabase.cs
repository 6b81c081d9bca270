using AvianVox.Station.Messages;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>
/// A journal's database, opened: one connection that writes, for one thread, and one that reads, for one thread at a time.
/// </summary>
internal sealed class JournalDatabase : IDisposable
{
    private const string LastSql = "SELECT coalesce(max(sequence), 0) FROM log";

    private readonly SqliteConnection _writing;
    private readonly SqliteConnection _reading;
    private readonly StatementCache _statements;
    private readonly JournalStatements _work;

    private JournalDatabase(string path, SqliteConnection writing, SqliteConnection reading, string station)
    {
        Path = path;
        _writing = writing;
        _reading = reading;
        _statements = new StatementCache(writing);
        _work = new JournalStatements(_statements);
        Interrupted = CloseOpen(station);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Detections that were open when the station last stopped and were ended at the opening.</summary>
    public int Interrupted { get; }

    /// <summary>Sequence of the last entry in the log; set by the thread that writes.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Whether the file was deleted, renamed or replaced since it was opened.</summary>
    public bool HasMoved => NativeSqlite.HasMoved(_writing);

    /// <summary>
    /// Whether the file that is written is no more the one of its name, or has lost its write-ahead log: what is committed then is gone
    /// with the process.
    /// </summary>
    public bool IsAstray => HasMoved || !File.Exists(Path + "-wal");

    /// <summary>Opens the database, making tables as needed, and ends detections left open by a crash.</summary>
    /// <param name="folder">Data folder; must be there.</param>
    /// <param name="station">The station's id, for payloads.</param>
    /// <exception cref="JournalException">It cannot be opened, is damaged or newer than this program.</exception>
    public static JournalDatabase Open(string folder, string station)
    {
        var path = JournalFiles.Database(folder);
        SqliteConnection? writing = null;
        SqliteConnection? reading = null;
        try
        {
            return JournalFaults.Explained(path, () =>
            {
                writing = JournalFiles.Connect(path, SqliteOpenMode.ReadWriteCreate);
                JournalFiles.Execute(writing, "PRAGMA journal_mode = WAL");
                JournalFiles.Execute(writing, "PRAGMA synchronous = FULL");
                JournalSchema.Migrate(writing, path);
                reading = JournalFiles.Connect(path, SqliteOpenMode.ReadOnly);
                return new JournalDatabase(path, writing, reading, station);
            });
        }
        catch
        {
            reading?.Dispose();
            writing?.Dispose();
            throw;
        }
    }

    /// <summary>Writes a batch in one transaction: all of it or nothing. The thread that writes.</summary>
    /// <param name="batch">In the order it was asked for.</param>
    /// <exception cref="SqliteException">It was not written.</exception>
    public void Commit(IReadOnlyList<JournalWork> batch) => Write((_, transaction) => _work.Write(batch, transaction));

    /// <summary>Writes something else in one transaction. The thread that writes.</summary>
    /// <param name="write">Runs its statements.</param>
    /// <exception cref="SqliteException">It was not written.</exception>
    public void Write(Action<StatementCache, SqliteTransaction> write)
    {
        using var transaction = _writing.BeginTransaction();
        write(_statements, transaction);
        var last = _statements.Number(transaction, LastSql);
        transaction.Commit();
        LastSequence = last;
    }

    /// <summary>Committed entries behind a sequence, oldest first. One thread at a time.</summary>
    /// <param name="after">Sequence of the last entry seen; 0 for none.</param>
    /// <param name="most">Most entries to return.</param>
    public IReadOnlyList<JournalEntry> Read(long after, int most)
    {
        var entries = new List<JournalEntry>();
        using var command = _reading.CreateCommand();
        command.CommandText = "SELECT sequence, kind, id, source, payload FROM log WHERE sequence > $after ORDER BY sequence LIMIT $most";
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$most", most);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            entries.Add(new JournalEntry(
                row.GetInt64(0), Enum.Parse<JournalKind>(row.GetString(1)), Guid.Parse(row.GetString(2)), row.GetString(3), row.GetString(
                    4)));
        }

        return entries;
    }

    /// <summary>How far a sink is. One thread at a time.</summary>
    /// <param name="sink">Name of the sink.</param>
    public SinkPlace Place(string sink)
    {
        using var command = _reading.CreateCommand();
        command.CommandText = "SELECT sequence, set_aside, dropped FROM cursors WHERE sink = $sink";
        command.Parameters.AddWithValue("$sink", sink);
        using var row = command.ExecuteReader();
        return row.Read() ? new SinkPlace(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)) : default;
    }

    /// <summary>Copies all of it into another file, also when its own name is gone. The thread that writes.</summary>
    /// <param name="path">A file that is not there.</param>
    /// <exception cref="SqliteException">It could not be copied.</exception>
    public void CopyTo(string path)
    {
        using var copy = JournalFiles.Connect(path, SqliteOpenMode.ReadWriteCreate);
        _writing.BackupDatabase(copy);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _statements.Dispose();
        _reading.Dispose();
        // Last to close, so that SQLite folds the write-ahead log into the database.
        _writing.Dispose();
    }

    /// <summary>Ends the detections that were open when the station died: their end is the last one known, and an event says so.</summary>
    private int CloseOpen(string station)
    {
        var open = new List<JournalWork>();
        using (var command = _writing.CreateCommand())
        {
            command.CommandText =
                $"""
                SELECT {DetectionTable.Select}, boot, offset_ms
                FROM detections LEFT JOIN (SELECT id AS marked, boot, offset_ms FROM unsynchronised WHERE kind = 'Event') ON id = marked
                WHERE ended = 0 ORDER BY begin_ms
                """;
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var record = DetectionTable.ToRecord(row, JournalClock.Basis(row, "boot", "offset_ms"));
                open.Add(new JournalWork.Detection(
                    JournalKind.Event, record, JournalJson.Detection(station, record, ended: true, interrupted: true)));
            }
        }

        Commit(open);
        return open.Count;
    }
}
