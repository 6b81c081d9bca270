using System.Buffers.Binary;
using System.Text;

namespace AvianVox.Station.Journal;

/// <summary>
/// Finds rows in the pages of a database file, whatever leads to them: where the root of a table is damaged its leaves are whole, and so
/// are their rows. Which table a row is of shows in its columns.
/// </summary>
/// <remarks>
/// The format is that of sqlite.org/fileformat2.html, sections 1.5 (pages of free space), 1.6 (pages of trees) and 2 (records). What the
/// write-ahead log holds must have been folded in before. Pages of free space still hold rows that were deleted or have moved; they are
/// passed over as far as their list can be read.
/// </remarks>
internal sealed class PageScan
{
    private const int PageSize = 4096;
    private const byte InteriorIndex = 2;
    private const byte LeafIndex = 10;
    private const byte LeafTable = 13;
    private const int FileHead = 100;

    private readonly FileStream _file;
    private readonly byte[] _page = new byte[PageSize];
    private readonly HashSet<uint> _free;

    private PageScan(FileStream file)
    {
        _file = file;
        _free = Free();
    }

    /// <summary>The rows of a table that lie anywhere in a file.</summary>
    /// <param name="path">The database; nobody writes to it.</param>
    /// <param name="table">The table; must have a <see cref="JournalTable.Shape"/>.</param>
    /// <returns>Values of its columns, NULL for those that the row does not have.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<object[]> Rows(string path, JournalTable table)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var scan = new PageScan(file);
        for (uint number = 1; number <= file.Length / PageSize; number++)
        {
            foreach (var row in scan.RowsOf(number, table))
            {
                yield return row;
            }
        }
    }

    private List<object[]> RowsOf(uint number, JournalTable table)
    {
        var rows = new List<object[]>();
        if (_free.Contains(number) || !ReadPage(number, _page))
        {
            return rows;
        }

        var head = number == 1 ? FileHead : 0;
        var kind = _page[head];
        if (kind != LeafTable && kind is not (LeafIndex or InteriorIndex) || table.HasRowId != (kind == LeafTable))
        {
            return rows;
        }

        var cells = BinaryPrimitives.ReadUInt16BigEndian(_page.AsSpan(head + 3));
        var places = head + (kind == InteriorIndex ? 12 : 8);
        for (var cell = 0; cell < cells && places + (2 * cell) + 2 <= PageSize; cell++)
        {
            var at = (int)BinaryPrimitives.ReadUInt16BigEndian(_page.AsSpan(places + (2 * cell)));
            if (Cell(kind, at) is { } record && Fit(record.Values, record.RowId, table) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <returns>Null where it is none.</returns>
    private (List<object> Values, long RowId)? Cell(byte kind, int at)
    {
        var position = at + (kind == InteriorIndex ? 4 : 0);
        long rowId = 0;
        if (!Varint(_page, ref position, out var length) || (kind == LeafTable && !Varint(_page, ref position, out rowId)))
        {
            return null;
        }

        return Payload(kind, position, length) is { } payload && Record(payload) is { } values ? (values, rowId) : null;
    }

    /// <summary>The content of a cell; what does not find room on the page goes on on others.</summary>
    private byte[]? Payload(byte kind, int position, long length)
    {
        const int usable = PageSize;
        const int least = ((usable - 12) * 32 / 255) - 23;
        var most = kind == LeafTable ? usable - 35 : ((usable - 12) * 64 / 255) - 23;
        if (length is <= 0 or > 10_000_000)
        {
            return null;
        }

        var wanted = least + (int)((length - least) % (usable - 4));
        var local = length <= most ? (int)length : wanted <= most ? wanted : least;
        if (position + local + (local < length ? 4 : 0) > PageSize)
        {
            return null;
        }

        var payload = new byte[length];
        _page.AsSpan(position, local).CopyTo(payload);
        var done = local;
        var next = local < length ? BinaryPrimitives.ReadUInt32BigEndian(_page.AsSpan(position + local)) : 0;
        var page = new byte[PageSize];
        while (done < length)
        {
            if (next == 0 || !ReadPage(next, page))
            {
                return null;
            }

            var part = (int)Math.Min(usable - 4, length - done);
            page.AsSpan(4, part).CopyTo(payload.AsSpan(done));
            done += part;
            next = BinaryPrimitives.ReadUInt32BigEndian(page);
        }

        return payload;
    }

    private static List<object>? Record(byte[] payload)
    {
        var position = 0;
        if (!Varint(payload, ref position, out var head) || head > payload.Length)
        {
            return null;
        }

        var values = new List<object>();
        var body = (int)head;
        while (position < head)
        {
            if (!Varint(payload, ref position, out var type) || Value(payload, type, ref body) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    private static object? Value(byte[] payload, long type, ref int at)
    {
        var length = type switch
        {
            0 or 8 or 9 => 0,
            >= 1 and <= 4 => (int)type,
            5 => 6,
            6 or 7 => 8,
            >= 12 and < 20_000_000 => (int)((type - 12) / 2),
            _ => -1,
        };
        if (length < 0 || at + length > payload.Length)
        {
            return null;
        }

        var bytes = payload.AsSpan(at, length);
        at += length;
        return type switch
        {
            0 => DBNull.Value,
            8 => 0L,
            9 => 1L,
            7 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            >= 1 and <= 6 => Whole(bytes),
            _ when type % 2 == 1 => Encoding.UTF8.GetString(bytes),
            _ => bytes.ToArray(),
        };
    }

    private static long Whole(ReadOnlySpan<byte> bytes)
    {
        long value = (sbyte)bytes[0];
        foreach (var next in bytes[1..])
        {
            value = (value << 8) | next;
        }

        return value;
    }

    /// <summary>Whether a row can be one of a table, and its values as that has them.</summary>
    private static object[]? Fit(List<object> values, long rowId, JournalTable table)
    {
        var shape = table.Shape!;
        if (values.Count > shape.Length || values.Count < shape.Count(char.IsAsciiLetterUpper))
        {
            return null;
        }

        var row = new object[table.Columns.Count];
        Array.Fill(row, DBNull.Value);
        for (var i = 0; i < values.Count; i++)
        {
            row[i] = (char.ToUpperInvariant(shape[i]), values[i]) switch
            {
                // The number of a row is not written where a column is another name for it.
                ('N', DBNull) => rowId,
                (_, DBNull) when char.IsAsciiLetterLower(shape[i]) => DBNull.Value,
                ('T', string text) => text,
                ('I', long whole) => whole,
                // A whole number is stored as one, to save room.
                ('R', long whole) => (double)whole,
                ('R', double real) => real,
                _ => null!,
            };
            if (row[i] is null)
            {
                return null;
            }
        }

        return row;
    }

    private HashSet<uint> Free()
    {
        var free = new HashSet<uint>();
        var page = new byte[PageSize];
        if (!ReadPage(1, page))
        {
            return free;
        }

        var trunk = BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(32));
        while (trunk != 0 && free.Add(trunk) && ReadPage(trunk, page))
        {
            trunk = BinaryPrimitives.ReadUInt32BigEndian(page);
            var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(4)), (PageSize / 4) - 2);
            for (var i = 0; i < count; i++)
            {
                free.Add(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(8 + (4 * i))));
            }
        }

        return free;
    }

    private bool ReadPage(uint number, byte[] page)
    {
        var at = (number - 1L) * PageSize;
        if (number == 0 || at + PageSize > _file.Length)
        {
            return false;
        }

        _file.Position = at;
        _file.ReadExactly(page);
        return true;
    }

    /// <summary>Reads a number of one to nine bytes, seven bits in each but the last of nine.</summary>
    private static bool Varint(byte[] bytes, ref int at, out long value)
    {
        value = 0;
        for (var i = 0; i < 9; i++)
        {
            if (at < 0 || at >= bytes.Length)
            {
                return false;
            }

            var next = bytes[at++];
            if (i == 8)
            {
                value = (value << 8) | next;
                return true;
            }

            value = (value << 7) | (uint)(next & 0x7f);
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
