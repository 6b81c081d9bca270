using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>Reads a journal without writing to it, whether or not a station writes it meanwhile.</summary>
internal sealed class JournalReader : IDisposable
{
    private const int SqliteReadOnly = 8;
    private const int SqliteCantOpen = 14;

    private readonly SqliteConnection _connection;
    private readonly string _path;

    private JournalReader(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    /// <summary>Opens a journal.</summary>
    /// <param name="folder">Data folder.</param>
    /// <exception cref="JournalException">There is no journal, or it is damaged, not readable or newer than this program.</exception>
    public static JournalReader Open(string folder)
    {
        var path = JournalFiles.Database(folder);
        if (!File.Exists(path))
        {
            throw new JournalException($"There is no journal in {folder} (looked for {Path.GetFullPath(path)}). Name the station's data folder with --data, or start a station first.");
        }

        SqliteConnection? connection = null;
        try
        {
            connection = Connect(path);
            var version = JournalSchema.Check(connection, path);
            if (version < JournalSchema.Version)
            {
                throw new JournalException($"{path} has schema version {version}, older than this program's {JournalSchema.Version}. Start the station once: it brings the journal up to date.");
            }

            return new JournalReader(connection, path);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            if (error is SqliteException sqlite)
            {
                throw JournalFiles.Explain(path, sqlite);
            }

            throw;
        }
    }

    /// <summary>Reads detections, oldest first.</summary>
    /// <param name="query">Which.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public IReadOnlyList<DetectionRow> Detections(DetectionQuery query)
    {
        using var command = _connection.CreateCommand();
        // The latest are wanted where there is a limit, and shown oldest first.
        command.CommandText =
            """
            SELECT * FROM (
                SELECT id, source, code, scientific_name, common_name, begin_ms, end_ms, peak_ms, confidence, threshold, windows, model, ended, clip, clip_gone_ms, picture
                FROM detections
                WHERE ($since IS NULL OR end_ms > $since) AND ($until IS NULL OR begin_ms < $until) AND ($source IS NULL OR source = $source)
                    AND ($species IS NULL OR $species COLLATE NOCASE IN (code, scientific_name, common_name))
                ORDER BY begin_ms DESC, id DESC LIMIT $limit)
            ORDER BY begin_ms, id
            """;
        Add(command, query);
        command.Parameters.AddWithValue("$species", (object?)query.Species ?? DBNull.Value);
        command.Parameters.AddWithValue("$limit", query.Limit ?? -1);
        var rows = new List<DetectionRow>();
        Run(command, row => rows.Add(new DetectionRow(
            Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
            Time(row, 5), Time(row, 6), Time(row, 7), row.GetDouble(8), row.GetDouble(9), row.GetInt32(10), row.GetString(11), row.GetInt64(12) != 0,
            row.IsDBNull(13) ? null : row.GetString(13), row.IsDBNull(14) ? null : Time(row, 14), row.IsDBNull(15) ? null : row.GetString(15))));
        return rows;
    }

    /// <summary>Adds up the effort of the same span and source.</summary>
    /// <param name="query">Its species and limit play no part.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public EffortTotal Effort(DetectionQuery query)
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT count(DISTINCT CASE WHEN captured_s > 0 THEN minute_ms END), total(captured_s), total(classified_s), total(dropped_s)
            FROM effort
            WHERE ($since IS NULL OR minute_ms + 60000 > $since) AND ($until IS NULL OR minute_ms < $until) AND ($source IS NULL OR source = $source)
            """;
        Add(command, query);
        var effort = new EffortTotal(0, 0, 0, 0);
        Run(command, row => effort = new EffortTotal(row.GetInt64(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3)));
        return effort;
    }

    /// <summary>Tells how much was heard since a moment, in few words.</summary>
    /// <param name="since">The moment.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public DayTally Tally(DateTimeOffset since)
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT (SELECT count(DISTINCT code) FROM detections WHERE begin_ms >= $since), last.common_name, last.peak_ms
            FROM (SELECT 1) LEFT JOIN (SELECT common_name, peak_ms FROM detections ORDER BY begin_ms DESC LIMIT 1) AS last
            """;
        command.Parameters.AddWithValue("$since", since.ToUnixTimeMilliseconds());
        var tally = new DayTally(0, null, null);
        Run(command, row => tally = new DayTally(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : Time(row, 2)));
        return tally;
    }

    /// <summary>Sequence of the last entry of the log; 0 when there is none.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public long LastSequence()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(sequence), 0) FROM log";
        var last = 0L;
        Run(command, row => last = row.GetInt64(0));
        return last;
    }

    /// <summary>How far each sink is that ever delivered anything, by name.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public IReadOnlyList<(string Sink, SinkPlace Place)> Sinks()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT sink, sequence, set_aside, dropped FROM cursors ORDER BY sink";
        var sinks = new List<(string, SinkPlace)>();
        Run(command, row => sinks.Add((row.GetString(0), new SinkPlace(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))));
        return sinks;
    }

    /// <summary>What sinks would not take, oldest first.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public IReadOnlyList<SetAsideRow> SetAside()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT sink, sequence, kind, payload, reason, at_ms FROM set_aside ORDER BY sink, sequence";
        var rows = new List<SetAsideRow>();
        Run(command, row => rows.Add(new SetAsideRow(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), Time(row, 5))));
        return rows;
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private static SqliteConnection Connect(string path)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = JournalFiles.Connect(path, SqliteOpenMode.ReadOnly);
            JournalFiles.Number(connection, "SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SqliteReadOnly or SqliteCantOpen && !File.Exists(path + "-wal"))
        {
            // A folder this user may not write has no place for the index that readers share; where no station writes,
            // none is needed.
            connection?.Dispose();
            return JournalFiles.Connect($"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", SqliteOpenMode.ReadOnly);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private static void Add(SqliteCommand command, DetectionQuery query)
    {
        command.Parameters.AddWithValue("$since", (object?)query.Since?.ToUnixTimeMilliseconds() ?? DBNull.Value);
        command.Parameters.AddWithValue("$until", (object?)query.Until?.ToUnixTimeMilliseconds() ?? DBNull.Value);
        command.Parameters.AddWithValue("$source", (object?)query.Source ?? DBNull.Value);
    }

    private static DateTimeOffset Time(SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private void Run(SqliteCommand command, Action<SqliteDataReader> take)
    {
        try
        {
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                take(row);
            }
        }
        catch (SqliteException error)
        {
            throw JournalFiles.Explain(_path, error);
        }
    }
}
