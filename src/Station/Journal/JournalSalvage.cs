using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>Moves what can be read of a damaged journal into the one that took its place.</summary>
internal static class JournalSalvage
{
    /// <summary>
    /// Most entries that sinks have not taken which go along at once: hearing goes on within a few seconds on the slowest machine.
    /// </summary>
    public const int MostCarried = 20_000;

    /// <summary>
    /// Has a new journal go on where the damaged one ended: sequences rise on, sinks keep their places, and what they have not taken
    /// yet is there for them. What people ask for stays behind until a repair.
    /// </summary>
    /// <param name="damaged">Path of the damaged journal.</param>
    /// <param name="fresh">The new one; nothing has been appended to it.</param>
    /// <param name="known">Sequence of the last entry, where it is known; 0 where it is not.</param>
    /// <param name="now">The present, UTC.</param>
    /// <returns>Entries carried along.</returns>
    public static int GoOn(string damaged, JournalDatabase fresh, long known, DateTimeOffset now)
    {
        using var old = SalvageReader.Open(damaged);
        // No log has had more entries than there were seconds: where nothing tells the last sequence, none can have been this one.
        var last = Math.Max(known, old.LastSequence() ?? now.ToUnixTimeSeconds());
        var places = old.Rows(JournalTable.Cursors).ToList();
        var entries = new SortedDictionary<long, object[]>();
        var least = places.Count == 0 ? 0 : places.Min(
            place => Convert.ToInt64(place[1], System.Globalization.CultureInfo.InvariantCulture));
        foreach (var row in old.Rows(JournalTable.Log, least + 1))
        {
            if (!IsGarbage(JournalTable.Log, row))
            {
                entries[(long)row[0]] = row;
                if (entries.Count > MostCarried)
                {
                    entries.Remove(entries.First().Key);
                }
            }
        }

        var carried = 0;
        fresh.Write((statements, transaction) =>
        {
            carried = entries.Values.Count(row => Put(JournalTable.Log, row, statements, transaction));
            foreach (var place in places)
            {
                // What a sink had not taken and is not here will not reach it.
                var delivered = (long)place[1];
                var missing = last - delivered - entries.Keys.Count(sequence => sequence > delivered);
                place[3] = (long)place[3] + Math.Max(0, missing);
                Put(JournalTable.Cursors, place, statements, transaction);
            }

            foreach (var mark in old.Rows(JournalTable.Unsynchronised))
            {
                Put(JournalTable.Unsynchronised, mark, statements, transaction);
            }

            statements.Execute(transaction, "DELETE FROM sqlite_sequence WHERE name = 'log'");
            statements.Execute(transaction, "INSERT INTO sqlite_sequence (name, seq) VALUES ('log', $0)", last);
        });
        return carried;
    }

    /// <summary>Moves all that people ask for, and what is left for sinks, into the journal: all of it at once or nothing.</summary>
    /// <param name="damaged">Path of the damaged journal.</param>
    /// <param name="journal">The one that took its place.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was read and moved, by table.</returns>
    public static IReadOnlyList<SalvageCount> Merge(string damaged, JournalDatabase journal, CancellationToken cancellation)
    {
        using var old = SalvageReader.Open(damaged);
        var counts = new List<SalvageCount>();
        journal.Write((statements, transaction) =>
        {
            foreach (var table in JournalTable.Asked)
            {
                counts.Add(Merge(table, old, old.Rows(table), statements, transaction, cancellation));
            }

            // Entries that every sink has are of no use.
            var least = statements.Number(transaction, "SELECT coalesce(min(sequence) + 1, 9223372036854775807) FROM cursors");
            counts.Add(Merge(JournalTable.Log, old, old.Rows(JournalTable.Log, least), statements, transaction, cancellation));
        });
        return counts;
    }

    private static SalvageCount Merge(
        JournalTable table,
        SalvageReader old,
        IEnumerable<object[]> rows,
        StatementCache statements,
        SqliteTransaction transaction,
        CancellationToken cancellation)
    {
        var holes = old.Holes;
        long read = 0;
        long moved = 0;
        long garbage = 0;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            read++;
            if (IsGarbage(table, row))
            {
                garbage++;
            }
            else if (Put(table, row, statements, transaction))
            {
                moved++;
            }
        }

        return new SalvageCount(table.Name, read, moved, garbage, old.Holes - holes);
    }

    /// <returns>False where it is there already, or is not taken because it holds what cannot be.</returns>
    private static bool Put(JournalTable table, object[] row, StatementCache statements, SqliteTransaction transaction)
    {
        try
        {
            return statements.Execute(transaction, table.Insert, row) > 0;
        }
        catch (SqliteException error) when (JournalFaults.Explain("", error, isWriting: true).Kind == JournalFaultKind.Content)
        {
            return false;
        }
    }

    /// <summary>A page that was overwritten within its cells still gives rows, of what it was overwritten with.</summary>
    private static bool IsGarbage(JournalTable table, object[] row)
    {
        if (table.Id is { } id && !(row[table.Columns.ToList().IndexOf(id)] is string text && Guid.TryParse(text, out _)))
        {
            return true;
        }

        if (table != JournalTable.Log)
        {
            return false;
        }

        try
        {
            using var payload = JsonDocument.Parse((string)row[4]);
            return !Enum.TryParse<JournalKind>((string)row[1], out _) || payload.RootElement.ValueKind != JsonValueKind.Object;
        }
        catch (Exception error) when (error is JsonException or InvalidCastException)
        {
            return true;
        }
    }
}
