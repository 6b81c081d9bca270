using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>What SQLite's errors mean to the person who runs the station.</summary>
internal static class JournalFaults
{
    // SQLite's primary result codes (sqlite.org/rescode.html).
    private const int SqliteError = 1;
    private const int SqlitePerm = 3;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCantOpen = 14;
    private const int SqliteSchema = 17;
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;
    private const int SqliteRange = 25;
    private const int SqliteNotADatabase = 26;

    /// <summary>Whether an error says that a file of ours may not be opened or written.</summary>
    /// <param name="error">What SQLite said.</param>
    public static bool IsProtected(SqliteException error) => error.SqliteErrorCode is SqliteReadOnly or SqliteCantOpen or SqlitePerm;

    /// <summary>Whether an error says that the file is no database at all.</summary>
    /// <param name="error">What SQLite said.</param>
    public static bool IsNoDatabase(SqliteException error) => error.SqliteErrorCode == SqliteNotADatabase;

    /// <summary>Puts an error into words.</summary>
    /// <param name="path">The database.</param>
    /// <param name="error">What went wrong as it was used.</param>
    /// <param name="isWriting">True where something was to be written.</param>
    public static JournalException Explain(string path, Exception error, bool isWriting = false)
    {
        var kind = KindOf(error, isWriting);
        return new JournalException(
            kind,
            kind switch
            {
                JournalFaultKind.Damaged => DamageText(path, error.Message),
                JournalFaultKind.Protected =>
                    $"{path} cannot be written or opened ({error.Message}). Give the user who runs the station write access to the folder and its files, or set Data:Folder to another folder.",
                JournalFaultKind.Full =>
                    $"{path} cannot grow: the disk is full. Free some space.",
                JournalFaultKind.Held =>
                    $"{path} is held by another program. Close it (a database browser or a backup, perhaps).",
                JournalFaultKind.Disk =>
                    $"{path}: {error.Message}. See that the disk is sound and has room (dmesg tells).",
                _ => $"{path}: {error.Message}",
            },
            error)
        {
            Reason = kind == JournalFaultKind.Damaged ? $"{path} is damaged ({error.Message.TrimEnd('.')})" : $"{path}: {error.Message.TrimEnd('.')}",
        };
    }

    /// <summary>Puts damage into words that SQLite found.</summary>
    /// <param name="path">The database.</param>
    /// <param name="what">What it found.</param>
    public static JournalException Damaged(string path, string what) =>
        new(JournalFaultKind.Damaged, DamageText(path, what)) { Reason = $"{path} is damaged ({what.TrimEnd('.')})" };

    /// <summary>Runs something that reads a journal, and puts what goes wrong into words.</summary>
    /// <param name="path">The database.</param>
    /// <param name="read">Reads.</param>
    /// <exception cref="JournalException">It could not be read.</exception>
    public static T Explained<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is SqliteException || IsGarbage(error))
        {
            throw Explain(path, error);
        }
    }

    private static string DamageText(string path, string what) =>
        $"{path} is damaged or is not a journal ({what}). Stop the station and run \"avianvox journal repair\", which moves what can be read of it into a new one. Move it away together with {path}-wal and {path}-shm to begin without: the station makes a new one.";

    /// <summary>What an error is.</summary>
    /// <param name="error">What went wrong as the journal was used.</param>
    /// <param name="isWriting">True where something was to be written: then what is not SQLite's fault is that of what was written.</param>
    private static JournalFaultKind KindOf(Exception error, bool isWriting) => error is not SqliteException sqlite
        ? !isWriting && IsGarbage(error) ? JournalFaultKind.Damaged : JournalFaultKind.Content
        : sqlite.SqliteErrorCode switch
        {
            SqliteFull => JournalFaultKind.Full,
            SqliteBusy or SqliteLocked => JournalFaultKind.Held,
            SqliteReadOnly or SqliteCantOpen or SqlitePerm => JournalFaultKind.Protected,
            SqliteCorrupt or SqliteNotADatabase => JournalFaultKind.Damaged,
            // Our statements fit our tables: what is not found has been lost.
            SqliteError or SqliteSchema when sqlite.Message.Contains("no such", StringComparison.Ordinal) => JournalFaultKind.Damaged,
            SqliteTooBig or SqliteConstraint or SqliteMismatch or SqliteRange => JournalFaultKind.Content,
            _ => JournalFaultKind.Disk,
        };

    /// <summary>A row that is read and does not hold what was written: the page was overwritten within its cells.</summary>
    private static bool IsGarbage(Exception error) =>
        error is FormatException or ArgumentException or InvalidCastException or OverflowException;
}
