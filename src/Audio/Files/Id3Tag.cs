namespace AvianVox.Audio.Files;

/// <summary>ID3v2 tags, which programs put in front of files of any format, often with a picture in them.</summary>
internal static class Id3Tag
{
    private const int HeaderLength = 10;

    /// <summary>Tags that may follow one another; more are no tags but damage.</summary>
    private const int MaxTags = 16;

    /// <summary>A footer stands behind the tag (ID3v2.4).</summary>
    private const int HasFooter = 0x10;

    /// <summary>Passes over all tags that stand at an offset.</summary>
    /// <param name="stream">The file; its position changes.</param>
    /// <param name="start">Offset.</param>
    /// <param name="end">Offset behind what may be looked at.</param>
    /// <returns>Offset behind them, at most <paramref name="end"/>; <paramref name="start"/> where there is none.</returns>
    public static long Skip(Stream stream, long start, long end)
    {
        for (var tags = 0; tags < MaxTags && Length(stream, start, end) is var length and > 0; tags++)
        {
            start = Math.Min(end, start + length);
        }

        return start;
    }

    /// <summary>Length of one tag: ten bytes and a size of four times seven bits.</summary>
    private static long Length(Stream stream, long start, long end)
    {
        Span<byte> head = stackalloc byte[HeaderLength];
        stream.Position = start;
        if (end - start < HeaderLength || stream.ReadAtLeast(head, head.Length, false) < head.Length || !head[..3].SequenceEqual("ID3"u8))
        {
            return 0;
        }

        var size = (head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | head[9] & 127;
        return HeaderLength + size + ((head[5] & HasFooter) != 0 ? HeaderLength : 0);
    }
}
