using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Journal;

/// <summary>
/// The tables, and how an older journal becomes one of this version. Times are whole milliseconds since 1970 in UTC:
/// they sort and subtract as they are, and <c>datetime(begin_ms / 1000, 'unixepoch')</c> makes them readable.
/// </summary>
internal static class JournalSchema
{
    /// <summary>Migrations[v] leads from version v to v + 1; a new version appends one and never changes an old one.</summary>
    private static readonly string[] Migrations =
    [
        $$"""
        CREATE TABLE log (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            source TEXT NOT NULL,
            payload TEXT NOT NULL) STRICT;
        CREATE UNIQUE INDEX log_once ON log (id, kind);
        {{DetectionTable.Create}}
        CREATE INDEX detections_begin ON detections (begin_ms);
        CREATE INDEX detections_open ON detections (id) WHERE ended = 0;
        CREATE TABLE effort (
            source TEXT NOT NULL,
            minute_ms INTEGER NOT NULL,
            captured_s REAL NOT NULL,
            classified_s REAL NOT NULL,
            dropped_s REAL NOT NULL,
            PRIMARY KEY (source, minute_ms)) STRICT, WITHOUT ROWID;
        CREATE TABLE gaps (
            id TEXT PRIMARY KEY,
            source TEXT NOT NULL,
            begin_sample INTEGER NOT NULL,
            samples INTEGER NOT NULL,
            begin_ms INTEGER NOT NULL,
            seconds REAL NOT NULL,
            cause TEXT NOT NULL) STRICT;
        CREATE INDEX gaps_begin ON gaps (begin_ms);
        CREATE TABLE cursors (
            sink TEXT PRIMARY KEY,
            sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """,
        $"""
        {DetectionTable.Add(2)}
        CREATE INDEX detections_clip ON detections (clip) WHERE clip IS NOT NULL;
        """,
        """
        ALTER TABLE cursors ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cursors ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE set_aside (
            sink TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            source TEXT NOT NULL,
            payload TEXT NOT NULL,
            reason TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (sink, sequence)) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE unsynchronised (
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            boot TEXT NOT NULL,
            offset_ms INTEGER NOT NULL,
            PRIMARY KEY (id, kind)) STRICT, WITHOUT ROWID;
        CREATE TABLE effort_unsynchronised (
            source TEXT NOT NULL,
            minute_ms INTEGER NOT NULL,
            boot TEXT NOT NULL,
            offset_ms INTEGER NOT NULL,
            captured_s REAL NOT NULL,
            classified_s REAL NOT NULL,
            dropped_s REAL NOT NULL,
            PRIMARY KEY (source, minute_ms, boot, offset_ms)) STRICT, WITHOUT ROWID;
        """,
        DetectionTable.Add(5),
    ];

    /// <summary>Version this program writes.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Brings the tables to this version, each step in a transaction of its own.</summary>
    /// <param name="connection">A connection that may write.</param>
    /// <param name="path">The database, for messages.</param>
    /// <param name="to">Version to stop at; null for the one this program writes.</param>
    /// <exception cref="JournalException">A newer program wrote it.</exception>
    public static void Migrate(SqliteConnection connection, string path, int? to = null)
    {
        var version = Check(connection, path);
        for (; version < (to ?? Version); version++)
        {
            using var transaction = connection.BeginTransaction();
            JournalFiles.Execute(connection, Migrations[version]);
            JournalFiles.Execute(connection, $"PRAGMA user_version = {version + 1}");
            transaction.Commit();
        }
    }

    /// <summary>Reads the version and refuses one that this program does not know.</summary>
    /// <param name="connection">Any connection.</param>
    /// <param name="path">The database, for messages.</param>
    /// <exception cref="JournalException">A newer program wrote it.</exception>
    public static int Check(SqliteConnection connection, string path)
    {
        var version = JournalFiles.Number(connection, "PRAGMA user_version");
        if (version > Version || version < 0)
        {
            throw new JournalException(JournalFaultKind.Newer, $"{path} has schema version {version}; this program knows versions up to {Version}. Install the newer AvianVox that wrote it, or set Data:Folder to another folder.");
        }

        return (int)version;
    }
}
