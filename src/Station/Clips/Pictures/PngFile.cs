using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace AvianVox.Station.Clips.Pictures;

/// <summary>Writes PNG files of 8-bit palette colours (RFC 2083): all that a spectrogram needs.</summary>
internal static class PngFile
{
    private const byte PaletteColour = 3;

    /// <summary>Writes a picture.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="width">Pixels of a row; at least 1.</param>
    /// <param name="pixels">Indices into the palette, row by row from the top; whole rows.</param>
    /// <param name="palette">Red, green and blue of each colour; 1 to 256 colours.</param>
    public static void Write(Stream stream, int width, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> palette)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (pixels.IsEmpty || pixels.Length % width != 0)
        {
            throw new ArgumentException($"{pixels.Length} pixels are no rows of {width}.", nameof(pixels));
        }

        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Length / width);
        header[8] = 8;
        header[9] = PaletteColour;
        header[10..].Clear();
        Chunk(stream, "IHDR"u8, header);
        Chunk(stream, "PLTE"u8, palette);
        using (var packed = new PngDataStream(stream))
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            for (var row = 0; row < pixels.Length; row += width)
            {
                // Filter "none": differences of palette indices mean nothing.
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row, width));
            }
        }

        Chunk(stream, "IEND"u8, []);
    }

    /// <summary>Cyclic redundancy check of a chunk's name and content (RFC 2083, 3.4).</summary>
    /// <param name="name">Four letters.</param>
    /// <param name="content">Content.</param>
    internal static uint Check(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        var check = new Crc32();
        check.Append(name);
        check.Append(content);
        return check.GetCurrentHashAsUInt32();
    }

    /// <summary>Writes a chunk: length, name, content and check.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="name">Four letters.</param>
    /// <param name="content">Content.</param>
    internal static void Chunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Check(name, content));
        stream.Write(number);
    }
}
