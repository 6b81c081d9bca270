using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>Names of the journal's files, and what SQLite's errors mean to the person who runs the station.</summary>
internal static class JournalFiles
{
    /// <summary>Seconds a statement waits for another process that holds the database, a backup say.</summary>
    public const int BusySeconds = 5;

    private const int SqliteCantOpen = 14;
    private const int SqliteReadOnly = 8;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteNotADatabase = 26;
    private const int SqliteBusy = 5;

    /// <summary>The database's path.</summary>
    /// <param name="folder">Data folder.</param>
    public static string Database(string folder) => Path.Combine(folder, "journal.db");

    /// <summary>Path of the file whose lock says that a station writes here.</summary>
    /// <param name="folder">Data folder.</param>
    public static string Lock(string folder) => Path.Combine(folder, "journal.lock");

    /// <summary>Opens a connection that no pool keeps, so that disposing it lets go of the files.</summary>
    /// <param name="path">The database, or a file: URI.</param>
    /// <param name="mode">What may be done.</param>
    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one statement that returns nothing.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="sql">A constant of this program; nothing a person typed.</param>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the callers pass constants
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Runs one query for a whole number.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="sql">A constant of this program; nothing a person typed.</param>
    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the callers pass constants
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether an error says that the disk has no room.</summary>
    /// <param name="error">What SQLite said.</param>
    public static bool IsFull(SqliteException error) => error.SqliteErrorCode == SqliteFull;

    /// <summary>Puts an error into words.</summary>
    /// <param name="path">The database.</param>
    /// <param name="error">What SQLite said.</param>
    public static JournalException Explain(string path, SqliteException error) => new(
        error.SqliteErrorCode switch
        {
            SqliteCorrupt or SqliteNotADatabase =>
                $"{path} is damaged or is not a journal ({error.Message}). Move it away together with {path}-wal and {path}-shm and start again: the station makes a new one; \"sqlite3 {path} .recover\" may save what the old one held.",
            SqliteCantOpen or SqliteReadOnly =>
                $"{path} cannot be written or opened ({error.Message}). Give the user who runs the station write access to the folder and its files, or set Data:Folder to another folder.",
            SqliteFull =>
                $"{path} cannot grow: the disk is full. Free some space.",
            SqliteBusy =>
                $"{path} is held by another program. Close it (a database browser or a backup, perhaps) and start again.",
            _ => $"{path}: {error.Message}. See that the disk is sound and has room.",
        },
        error);
}
