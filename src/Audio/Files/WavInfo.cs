using System.Buffers.Binary;
using System.Text;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Files;

/// <summary>The LIST INFO chunk of a WAV file.</summary>
internal static class WavInfo
{
    /// <summary>Makes the content of the chunk: texts in UTF-8, each ended by a zero and padded to an even length.</summary>
    /// <param name="tags">What the file tells of itself.</param>
    /// <returns>Even length; empty where there are no tags.</returns>
    public static byte[] Content(AudioTags tags)
    {
        using var body = new MemoryStream();
        body.Write("INFO"u8);
        Add(body, "INAM"u8, tags.Title);
        Add(body, "IART"u8, tags.Artist);
        Add(body, "ICRD"u8, tags.Date);
        Add(body, "ISFT"u8, tags.Software);
        Add(body, "ICMT"u8, tags.Comment);
        return body.Length == 4 ? [] : body.ToArray();
    }

    /// <summary>Reads the date tag.</summary>
    /// <param name="list">Content of a LIST chunk.</param>
    /// <returns>Null where there is none with a time of day.</returns>
    public static ToldTime? Date(ReadOnlySpan<byte> list)
    {
        if (!list.StartsWith("INFO"u8))
        {
            return null;
        }

        list = list[4..];
        while (list.Length >= RiffChunk.HeadLength)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(list[4..]);
            var text = list[RiffChunk.HeadLength..][..(int)Math.Min(size, list.Length - RiffChunk.HeadLength)];
            if (list.StartsWith("ICRD"u8))
            {
                return HeaderTime.FromDateTag(Encoding.UTF8.GetString(text).TrimEnd('\0'));
            }

            list = list[(int)Math.Min(list.Length, RiffChunk.HeadLength + size + (size % 2))..];
        }

        return null;
    }

    private static void Add(MemoryStream body, ReadOnlySpan<byte> name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text + '\0');
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, bytes.Length);
        body.Write(name);
        body.Write(size);
        body.Write(bytes);
        if (bytes.Length % 2 != 0)
        {
            body.WriteByte(0);
        }
    }
}
