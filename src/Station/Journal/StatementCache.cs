using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>
/// Runs statements on one connection and keeps each prepared by its text. Parameters are numbered: $0, $1 and so on. One thread at a time
/// uses it.
/// </summary>
/// <param name="connection">Where.</param>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>Runs a statement.</summary>
    /// <param name="transaction">The running one.</param>
    /// <param name="sql">A constant of this program.</param>
    /// <param name="values">Its parameters.</param>
    /// <returns>Rows that it changed.</returns>
    public int Execute(SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values) =>
        Command(transaction, sql, values).ExecuteNonQuery();

    /// <summary>Runs a query for one whole number.</summary>
    /// <param name="transaction">The running one.</param>
    /// <param name="sql">A constant of this program.</param>
    /// <param name="values">Its parameters.</param>
    public long Number(SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values) =>
        (long)Command(transaction, sql, values).ExecuteScalar()!;

    /// <summary>Runs a query and takes all its rows.</summary>
    /// <param name="transaction">The running one.</param>
    /// <param name="sql">A constant of this program.</param>
    /// <param name="values">Its parameters.</param>
    public List<object[]> Rows(SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values)
    {
        using var row = Command(transaction, sql, values).ExecuteReader();
        var rows = new List<object[]>();
        while (row.Read())
        {
            var columns = new object[row.FieldCount];
            row.GetValues(columns);
            rows.Add(columns);
        }

        return rows;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Command(SqliteTransaction transaction, string sql, ReadOnlySpan<object> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // the callers pass constants
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i}") });
            }

            _prepared[sql] = command;
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
