using System.Buffers.Binary;

namespace AvianVox.Audio.Files;

/// <summary>The head of a RIFF chunk: four letters and a length.</summary>
/// <param name="Name">The letters, as a number of little end.</param>
/// <param name="Size">Length of what follows, in bytes, as stated.</param>
internal readonly record struct RiffChunk(uint Name, uint Size)
{
    /// <summary>Bytes of a head.</summary>
    public const int HeadLength = 8;

    /// <summary>Whether these are the letters.</summary>
    /// <param name="name">Four letters.</param>
    public bool Is(ReadOnlySpan<byte> name) => Name == BinaryPrimitives.ReadUInt32LittleEndian(name);

    /// <summary>Whether the letters are printable, as every chunk's are.</summary>
    public bool IsNamed
    {
        get
        {
            Span<byte> name = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(name, Name);
            return !name.ContainsAnyExceptInRange((byte)' ', (byte)'~');
        }
    }

    /// <summary>Reads a head.</summary>
    /// <param name="stream">The file; its position changes.</param>
    /// <param name="at">Offset.</param>
    /// <returns>Null where the file ends before it does.</returns>
    public static RiffChunk? Read(Stream stream, long at)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        stream.Position = at;
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            ? null
            : new RiffChunk(BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));
    }

    /// <summary>
    /// Whether a chunk stands there rather than sound: printable letters, and behind its length the file's end or another chunk.
    /// </summary>
    /// <param name="stream">The file; its position changes.</param>
    /// <param name="at">Offset.</param>
    /// <param name="length">Length of the file.</param>
    public static bool IsAt(Stream stream, long at, long length)
    {
        if (Read(stream, at) is not { IsNamed: true } chunk)
        {
            return false;
        }

        var end = at + HeadLength + chunk.Size;
        return end >= length - 1
            ? end <= length
            : Read(stream, end + (chunk.Size % 2)) is { IsNamed: true } || Read(stream, end) is { IsNamed: true } || IsZero(stream, end);
    }

    /// <summary>Whether zeros stand there: room that was taken and not filled.</summary>
    private static bool IsZero(Stream stream, long at) => Read(stream, at) is { Name: 0, Size: 0 };
}
