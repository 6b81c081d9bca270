using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>Reads a journal without writing to it, whether or not a station writes it meanwhile.</summary>
public sealed class JournalReader : IJournalQueries
{
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
            throw new JournalException(JournalFaultKind.Protected, $"There is no journal in {folder} (looked for {Path.GetFullPath(path)}). Name the station's data folder with --data, or start a station first.");
        }

        SqliteConnection? connection = null;
        try
        {
            connection = JournalFaults.Explained(path, () => Connect(path));
            var version = JournalFaults.Explained(path, () => JournalSchema.Check(connection, path));
            if (version < JournalSchema.Version)
            {
                throw new JournalException(JournalFaultKind.Newer, $"{path} has schema version {version}, older than this program's {JournalSchema.Version}. Start the station once: it brings the journal up to date.");
            }

            return new JournalReader(connection, path);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public IEnumerable<DetectionRow> Detections(DetectionQuery query)
    {
        using var command = _connection.CreateCommand();
        // The latest are wanted where there is a limit, and shown oldest first. Without one the index gives the order as it is.
        var order = query.Limit is null ? "" : "DESC";
#pragma warning disable CA2100 // made of constants alone
        command.CommandText =
            $"""
            SELECT * FROM (
                SELECT {DetectionTable.Select} FROM detections
                WHERE ($since IS NULL OR end_ms > $since) AND ($until IS NULL OR begin_ms < $until) AND (
                    $source IS NULL OR source = $source)
                    AND ($species IS NULL OR $species COLLATE NOCASE IN (code, scientific_name, common_name))
                ORDER BY begin_ms {order}, id {order} LIMIT $limit)
            {(query.Limit is null ? "" : "ORDER BY begin_ms, id")}
            """;
#pragma warning restore CA2100
        Add(command, query);
        command.Parameters.AddWithValue("$species", (object?)query.Species ?? DBNull.Value);
        command.Parameters.AddWithValue("$limit", query.Limit ?? -1);
        using var row = Explained(() => command.ExecuteReader());
        while (Explained(() => row.Read()))
        {
            yield return Explained(() => DetectionTable.ToRow(row));
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<Label> Species()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT code, scientific_name, common_name FROM detections";
        var species = new List<Label>();
        Run(command, row => species.Add(new Label(0, row.GetString(1), row.GetString(2), row.GetString(0), LabelKind.Bird)));
        return species;
    }

    /// <inheritdoc />
    public IReadOnlyList<(DetectionRecord Detection, bool Ended)> Latest()
    {
        using var command = _connection.CreateCommand();
        // SQLite takes the other columns from the row that holds the maximum.
#pragma warning disable CA2100 // made of constants alone
        command.CommandText = $"SELECT {DetectionTable.Select}, max(begin_ms) AS last FROM detections GROUP BY source, code ORDER BY last, id";
#pragma warning restore CA2100
        var latest = new List<(DetectionRecord, bool)>();
        Run(command, row => latest.Add((DetectionTable.ToRecord(row, clock: null), DetectionTable.ToRow(row).Ended)));
        return latest;
    }

    /// <inheritdoc />
    public EffortTotal Effort(DetectionQuery query)
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT count(DISTINCT CASE WHEN captured_s > 0 THEN minute_ms END), total(captured_s), total(classified_s), total(dropped_s)
            FROM effort
            WHERE ($since IS NULL OR minute_ms + 60000 > $since) AND ($until IS NULL OR minute_ms < $until) AND (
                $source IS NULL OR source = $source)
            """;
        Add(command, query);
        var effort = new EffortTotal(0, 0, 0, 0);
        Run(command, row => effort = new EffortTotal(row.GetInt64(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3)));
        return effort;
    }

    /// <inheritdoc />
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
        Run(
            command,
            row => tally = new DayTally(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : Time(row, 2)));
        return tally;
    }

    /// <inheritdoc />
    public long LastSequence()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(sequence), 0) FROM log";
        var last = 0L;
        Run(command, row => last = row.GetInt64(0));
        return last;
    }

    /// <inheritdoc />
    public IReadOnlyList<(string Sink, SinkPlace Place)> Sinks()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT sink, sequence, set_aside, dropped FROM cursors ORDER BY sink";
        var sinks = new List<(string, SinkPlace)>();
        Run(command, row => sinks.Add((row.GetString(0), new SinkPlace(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))));
        return sinks;
    }

    /// <inheritdoc />
    public IReadOnlyList<SetAsideRow> SetAside()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT sink, sequence, kind, payload, reason, at_ms FROM set_aside ORDER BY sink, sequence";
        var rows = new List<SetAsideRow>();
        Run(command, row => rows.Add(
            new SetAsideRow(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), Time(row, 5))));
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
        catch (SqliteException error) when (JournalFaults.IsProtected(error) && !File.Exists(path + "-wal"))
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

    private void Run(SqliteCommand command, Action<SqliteDataReader> take) => Explained(() =>
    {
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            take(row);
        }

        return true;
    });

    private T Explained<T>(Func<T> read) => JournalFaults.Explained(_path, read);
}
