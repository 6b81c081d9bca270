using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>Names of the journal's files, and how they are opened.</summary>
public static class JournalFiles
{
    /// <summary>Seconds a statement waits for another process that holds the database, a backup say.</summary>
    public const int BusySeconds = 5;

    /// <summary>How the name of a damaged journal that was set aside begins; the time when it was follows.</summary>
    private const string AsideName = "journal-damaged-";

    /// <summary>The same once what could be read of it has been moved into the journal.</summary>
    private const string RepairedName = "journal-repaired-";

    /// <summary>What belongs to a database beside its file.</summary>
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

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

    /// <summary>Damaged journals that were set aside in a folder and not repaired, oldest first.</summary>
    /// <param name="folder">Data folder; it need not exist.</param>
    public static IReadOnlyList<string> Aside(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, AsideName + "*.db").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Path for a journal that is set aside.</summary>
    /// <param name="folder">Data folder.</param>
    /// <param name="at">When, UTC; makes its name.</param>
    public static string AsidePath(string folder, DateTimeOffset at) =>
        Path.Combine(folder, FormattableString.Invariant($"{AsideName}{at.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}.db"));

    /// <summary>Moves a folder's journal out of the way, with all that belongs to it.</summary>
    /// <param name="folder">Data folder.</param>
    /// <param name="at">When, UTC; makes its new name.</param>
    /// <returns>Path of the journal under its new name.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static string SetAside(string folder, DateTimeOffset at)
    {
        var path = AsidePath(folder, at);
        Move(Database(folder), path);
        return path;
    }

    /// <summary>Puts a journal that was set aside back, in place of one that could not be made.</summary>
    /// <param name="aside">Its path.</param>
    /// <param name="folder">Data folder.</param>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static void PutBack(string aside, string folder)
    {
        foreach (var suffix in Suffixes)
        {
            File.Delete(Database(folder) + suffix);
        }

        Move(aside, Database(folder));
    }

    /// <summary>Renames a damaged journal once what could be read of it is in the journal.</summary>
    /// <param name="path">One of <see cref="Aside"/>.</param>
    /// <returns>Its new path.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static string MarkRepaired(string path)
    {
        var name = RepairedName + Path.GetFileName(path)[AsideName.Length..];
        var repaired = Path.Combine(Path.GetDirectoryName(path)!, name);
        Move(path, repaired);
        return repaired;
    }

    private static void Move(string from, string to)
    {
        foreach (var suffix in Suffixes)
        {
            if (File.Exists(from + suffix))
            {
                File.Move(from + suffix, to + suffix);
            }
        }
    }
}
