using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>What SQLite's own library tells and Microsoft.Data.Sqlite does not.</summary>
internal static partial class NativeSqlite
{
    /// <summary>SQLITE_FCNTL_HAS_MOVED (sqlite3.h).</summary>
    private const int HasMovedCode = 20;

    /// <summary>Whether a connection's file has been renamed, deleted or replaced since it was opened.</summary>
    /// <param name="connection">An open connection to a file.</param>
    /// <returns>False also where the system cannot tell.</returns>
    public static bool HasMoved(SqliteConnection connection) =>
        FileControl(connection.Handle!.DangerousGetHandle(), "main", HasMovedCode, out var moved) == 0 && moved != 0;

    /// <summary>Ends the statement that a connection runs, from another thread.</summary>
    /// <param name="connection">An open connection.</param>
    public static void Interrupt(SqliteConnection connection) => Interrupt(connection.Handle!.DangerousGetHandle());

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial int FileControl(nint database, string schema, int code, out int value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_interrupt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial void Interrupt(nint database);
}
