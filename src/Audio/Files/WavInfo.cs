using System.Buffers.Binary;
using System.Text;

namespace AvianVox.Audio.Files;

/// <summary>The LIST INFO chunk of a WAV file.</summary>
internal static class WavInfo
{
    /// <summary>Makes the chunk: texts in UTF-8, each ended by a zero and padded to an even length.</summary>
    /// <param name="tags">What the file tells of itself.</param>
    /// <returns>Even length; empty where there are no tags.</returns>
    public static byte[] Chunk(AudioTags tags)
    {
        using var body = new MemoryStream();
        body.Write("INFO"u8);
        Add(body, "INAM"u8, tags.Title);
        Add(body, "IART"u8, tags.Artist);
        Add(body, "ICRD"u8, tags.Date);
        Add(body, "ISFT"u8, tags.Software);
        Add(body, "ICMT"u8, tags.Comment);
        if (body.Length == 4)
        {
            return [];
        }

        using var chunk = new MemoryStream();
        AddHeader(chunk, "LIST"u8, (int)body.Length);
        body.WriteTo(chunk);
        return chunk.ToArray();
    }

    private static void Add(MemoryStream body, ReadOnlySpan<byte> name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text + '\0');
        AddHeader(body, name, bytes.Length);
        body.Write(bytes);
        if (bytes.Length % 2 != 0)
        {
            body.WriteByte(0);
        }
    }

    private static void AddHeader(MemoryStream body, ReadOnlySpan<byte> name, int length)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, length);
        body.Write(name);
        body.Write(size);
    }
}
