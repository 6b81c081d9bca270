using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>Looks at every page of a journal, without writing to it.</summary>
public sealed class JournalInspection : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    private JournalInspection(string path, Action<JournalException> found) => _work = Task.Run(() =>
    {
        try
        {
            if (Find(path, isThorough: false, _end.Token) is { } fault)
            {
                found(fault);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or JournalException)
        {
            // Whoever writes comes upon the same, or the station stops.
        }
    });

    /// <summary>Begins to look, beside all else.</summary>
    /// <param name="path">The database.</param>
    /// <param name="found">Told of damage; must not throw.</param>
    public static JournalInspection Begin(string path, Action<JournalException> found) => new(path, found);

    /// <summary>Whether another program keeps a journal from being written, for longer than a station would at a time.</summary>
    /// <param name="path">The database.</param>
    /// <exception cref="JournalException">That cannot be told.</exception>
    public static bool IsHeld(string path)
    {
        try
        {
            using var connection = JournalFiles.Connect(path, SqliteOpenMode.ReadWrite);
            JournalFiles.Execute(connection, "BEGIN IMMEDIATE");
            JournalFiles.Execute(connection, "ROLLBACK");
            return false;
        }
        catch (SqliteException error)
        {
            var fault = JournalFaults.Explain(path, error);
            return fault.Kind == JournalFaultKind.Held ? true : throw fault;
        }
    }

    /// <summary>Looks, and returns when all was looked at.</summary>
    /// <param name="path">The database.</param>
    /// <param name="isThorough">True to compare indexes and tables too, which takes several times as long.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is damaged; null for nothing.</returns>
    /// <exception cref="JournalException">It cannot be looked at, for another reason than damage.</exception>
    public static JournalException? Find(string path, bool isThorough, CancellationToken cancellation)
    {
        try
        {
            using var connection = JournalFiles.Connect(path, SqliteOpenMode.ReadOnly);
            using var interrupt = cancellation.Register(() => NativeSqlite.Interrupt(connection));
            using var command = connection.CreateCommand();
            // However long a large one takes.
            command.CommandTimeout = 0;
            command.CommandText = isThorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
            var told = (string?)command.ExecuteScalar();
            cancellation.ThrowIfCancellationRequested();
            return told == "ok" ? null : JournalFaults.Damaged(path, told?.ReplaceLineEndings(" ") ?? "no answer");
        }
        catch (SqliteException error)
        {
            cancellation.ThrowIfCancellationRequested();
            var fault = JournalFaults.Explain(path, error);
            return fault.Kind == JournalFaultKind.Damaged ? fault : throw fault;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _end.Dispose();
    }
}
