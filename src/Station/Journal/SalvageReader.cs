using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>
/// Reads what can be read of a damaged journal, row by row: where a page cannot be read it goes on behind it, and where that leads nowhere
/// it looks into all pages for rows that nothing leads to (<see cref="PageScan"/>). One thread uses it.
/// </summary>
internal sealed class SalvageReader : IDisposable
{
    /// <summary>Rows in one query.</summary>
    private const int AtOnce = 500;

    /// <summary>Most holes that are looked behind in one table: bounds the time that a file takes which is damaged throughout.</summary>
    private const int MostHoles = 2_000;

    private readonly string _path;

    /// <summary>Null where not even its list of tables can be read.</summary>
    private readonly SqliteConnection? _connection;

    private SalvageReader(string path, SqliteConnection? connection)
    {
        _path = path;
        _connection = connection;
    }

    /// <summary>Places, so far, where rows could not be read.</summary>
    public int Holes { get; private set; }

    /// <summary>Opens a journal.</summary>
    /// <param name="path">The database.</param>
    public static SalvageReader Open(string path)
    {
        SqliteConnection? connection = null;
        try
        {
            // Its write-ahead log is taken in where it fits, and so is an index of it that is no good.
            connection = JournalFiles.Connect(path, SqliteOpenMode.ReadWrite);
            JournalFiles.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            JournalFiles.Number(connection, "SELECT count(*) FROM sqlite_schema");
            return new SalvageReader(path, connection);
        }
        catch (SqliteException)
        {
            connection?.Dispose();
            return new SalvageReader(path, null);
        }
    }

    /// <summary>Sequence of the last entry that the log ever had; null where that cannot be read.</summary>
    public long? LastSequence()
    {
        long? last = null;
        if (_connection is null)
        {
            return last;
        }

        foreach (var sql in (string[])["SELECT seq FROM sqlite_sequence WHERE name = 'log'", "SELECT max(sequence) FROM log NOT INDEXED"])
        {
            try
            {
                last = Math.Max(last ?? 0, JournalFiles.Number(_connection, sql));
            }
            catch (Exception error) when (error is SqliteException or InvalidCastException or FormatException)
            {
                // The other may tell.
            }
        }

        return last;
    }

    /// <summary>
    /// The readable rows of a table, in order, and then those that nothing leads to; values as the columns of this program's version, NULL
    /// for those it lacks.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="from">Least row number; where a table has none all its rows are read.</param>
    public IEnumerable<object[]> Rows(JournalTable table, long from = long.MinValue)
    {
        var before = Holes;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in ByTree(table, from))
        {
            seen.Add(Key(table, row));
            yield return row;
        }

        if (Holes == before || table.Shape is null)
        {
            yield break;
        }

        foreach (var row in PageScan.Rows(_path, table))
        {
            if ((table != JournalTable.Log || (long)row[0] >= from) && seen.Add(Key(table, row)))
            {
                yield return row;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _connection?.Dispose();

    /// <summary>What names a row among its table's: the first column, or the first two.</summary>
    private static string Key(JournalTable table, object[] row) =>
        table.HasRowId ? $"{row[0]}" : $"{row[0]}\n{row[1]}\n{(row.Length > 3 ? row[2] : "")}";

    private IEnumerable<object[]> ByTree(JournalTable table, long from)
    {
        if (_connection is null)
        {
            Holes++;
            return [];
        }

        var columns = Columns(table);
        return columns is null ? [] : table.HasRowId ? ByNumber(table, columns, from) : FromBothEnds(table, columns);
    }

    /// <returns>What to select; null where the table is not there.</returns>
    private string? Columns(JournalTable table)
    {
        try
        {
            var there = new HashSet<string>(StringComparer.Ordinal);
            using var command = _connection!.CreateCommand();
            command.CommandText = "SELECT name FROM pragma_table_info($table)";
            command.Parameters.AddWithValue("$table", table.Name);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                there.Add(row.GetString(0));
            }

            return there.Count == 0 ? null : string.Join(
                ", ",
                table.Columns.Select(column => there.Contains(column) ? column : Missing(table, column)));
        }
        catch (SqliteException)
        {
            Holes++;
            return null;
        }
    }

    /// <summary>What an older journal has in place of a column: nothing, or no count.</summary>
    private static string Missing(JournalTable table, string column) => table == JournalTable.Cursors ? "0" : $"NULL AS {column}";

    /// <summary>Rows that have numbers: behind a hole the next number that can be read is looked for.</summary>
    private IEnumerable<object[]> ByNumber(JournalTable table, string columns, long from)
    {
        var sql = $"SELECT rowid, {columns} FROM {table.Name} NOT INDEXED WHERE rowid >= $from ORDER BY rowid LIMIT $most";
        long? next = from;
        long? end = null;
        for (var holes = 0; next is { } start && holes < MostHoles;)
        {
            var rows = new List<object[]>(AtOnce);
            var isWhole = Read(sql, start, AtOnce, rows);
            foreach (var row in rows)
            {
                yield return row[1..];
            }

            next = rows.Count > 0 ? (long)rows[^1][0] + 1 : start;
            if (!isWhole)
            {
                holes++;
                Holes++;
                end ??= End(table);
                next = Behind(sql, next.Value, end.Value);
            }
            else if (rows.Count < AtOnce)
            {
                yield break;
            }
        }
    }

    /// <summary>Rows that lie in the order of their key: from the front to a hole, and from the back to a hole.</summary>
    private IEnumerable<object[]> FromBothEnds(JournalTable table, string columns)
    {
        var rows = new List<object[]>();
        if (Read($"SELECT {columns} FROM {table.Name}", 0, int.MaxValue, rows))
        {
            return rows;
        }

        Holes++;
        var back = new List<object[]>();
        var key = KeyOf(table);
        Read($"SELECT {columns} FROM {table.Name} ORDER BY {string.Join(", ", key.Select(index => $"{table.Columns[index]} DESC"))}", 0, int.MaxValue, back);
        var seen = rows.Select(Key).ToHashSet(StringComparer.Ordinal);
        return rows.Concat(back.Where(row => seen.Add(Key(row))));

        string Key(object[] row) => string.Join('\n', key.Select(index => row[index]));
    }

    /// <returns>Places of the columns of its primary key.</returns>
    private List<int> KeyOf(JournalTable table)
    {
        var key = new List<int>();
        using var command = _connection!.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info($table) WHERE pk > 0 ORDER BY pk";
        command.Parameters.AddWithValue("$table", table.Name);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            key.Add(table.Columns.ToList().IndexOf(row.GetString(0)));
        }

        return key;
    }

    /// <returns>The greatest number that a row may have.</returns>
    private long End(JournalTable table)
    {
        try
        {
            return JournalFiles.Number(_connection!, $"SELECT max(rowid) FROM {table.Name} NOT INDEXED");
        }
        catch (Exception error) when (error is SqliteException or InvalidCastException)
        {
            return LastSequence() ?? uint.MaxValue;
        }
    }

    /// <summary>Finds the first number behind a hole, by steps that double and then halve.</summary>
    /// <returns>Null where nothing can be read behind it.</returns>
    private long? Behind(string sql, long hole, long end)
    {
        // Numbers below zero are not given.
        var bad = Math.Max(hole, 0);
        long step = 1;
        long good;
        while (true)
        {
            good = bad + step;
            if (Read(sql, good, 1, []))
            {
                break;
            }

            if (good > end)
            {
                return null;
            }

            bad = good;
            step *= 2;
        }

        while (good - bad > 1)
        {
            var middle = bad + ((good - bad) / 2);
            if (Read(sql, middle, 1, []))
            {
                good = middle;
            }
            else
            {
                bad = middle;
            }
        }

        return good;
    }

    /// <returns>False where it came upon something that cannot be read; what was read before that is in the list.</returns>
    private bool Read(string sql, long from, int most, List<object[]> rows)
    {
        try
        {
            using var command = _connection!.CreateCommand();
#pragma warning disable CA2100 // made of names that this program has
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$from", from);
            command.Parameters.AddWithValue("$most", most);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var values = new object[row.FieldCount];
                row.GetValues(values);
                rows.Add(values);
            }

            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
