using System.Buffers.Binary;
using AvianVox.Station.Journal;
using Microsoft.Data.Sqlite;

namespace AvianVox.Station.Tests.Journal;

/// <summary>Damages a journal's file as a dying memory card does.</summary>
internal static class JournalDamage
{
    /// <summary>Page of the root of a table, counted from 1.</summary>
    public static int Root(string path, string table)
    {
        if (table == "sqlite_schema")
        {
            return 1;
        }

        using var connection = JournalFiles.Connect(path, SqliteOpenMode.ReadWrite);
        JournalFiles.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return (int)JournalFiles.Number(connection, $"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'");
    }

    /// <summary>Page of the first leaf of a table, counted from 1.</summary>
    public static int FirstLeaf(string path, string table)
    {
        int root;
        int size;
        using (var connection = JournalFiles.Connect(path, SqliteOpenMode.ReadWrite))
        {
            JournalFiles.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            size = (int)JournalFiles.Number(connection, "PRAGMA page_size");
            root = (int)JournalFiles.Number(connection, $"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'");
        }

        var bytes = File.ReadAllBytes(path);
        for (var page = root; ;)
        {
            var at = (page - 1) * size;
            // An interior page has twelve bytes of head, then the places of its cells; each begins with the page of a child.
            if (bytes[at] is not (2 or 5))
            {
                return page;
            }

            page = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 12))));
        }
    }

    /// <summary>Pages of the file.</summary>
    public static int Pages(string path) => (int)(new FileInfo(path).Length / 4096);

    /// <summary>Overwrites the beginning of a page.</summary>
    public static void Overwrite(string path, int page, int bytes = 12, int seed = 1)
    {
        var garbage = new byte[bytes];
        new Random(seed).NextBytes(garbage);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = (page - 1) * 4096L;
        file.Write(garbage);
    }
}
