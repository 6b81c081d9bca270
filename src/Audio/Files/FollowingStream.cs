namespace AvianVox.Audio.Files;

/// <summary>Finds where another FLAC or Ogg stream begins in a file: recorders and programs put them behind one another.</summary>
internal static class FollowingStream
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Longest mark.</summary>
    private const int MarkLength = 8;

    /// <summary>How far a decoder may have read beyond the end of its stream.</summary>
    private const int ReadAhead = 1 << 18;

    /// <summary>Looks for the next begin.</summary>
    /// <param name="stream">The file; its position changes.</param>
    /// <param name="start">Offset at which the present stream begins.</param>
    /// <param name="position">Offset up to which its decoder has read.</param>
    /// <returns>Null where there is none.</returns>
    public static long? Find(Stream stream, long start, long position)
    {
        Span<byte> mark = stackalloc byte[MarkLength];
        stream.Position = start;
        if (stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) < mark.Length)
        {
            return null;
        }

        var isOgg = mark.StartsWith("OggS"u8);
        // An Ogg decoder reads on to the end of the file, looking for more of its stream.
        return isOgg
            ? Search(stream, EndOfFirstPages(stream, start), IsFirstPage)
            : Search(stream, Math.Max(start + MarkLength, position - ReadAhead), IsFlac);
    }

    /// <summary>The mark, and the head of the block that must come first: STREAMINFO, of 34 bytes.</summary>
    private static bool IsFlac(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("fLaC"u8) && (bytes[4] & 0x7F) == 0 && bytes[5] == 0 && bytes[6] == 0 && bytes[7] == 34;

    /// <summary>A page, version 0, that begins a logical stream.</summary>
    private static bool IsFirstPage(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("OggS"u8) && bytes[4] == 0 && (bytes[5] & 0xF8) == 0 && (bytes[5] & 2) != 0;

    /// <summary>Passes over the pages that begin the streams of one file: those of several streams side by side all come first.</summary>
    private static long EndOfFirstPages(Stream stream, long at)
    {
        Span<byte> head = stackalloc byte[27];
        Span<byte> segments = stackalloc byte[255];
        while (true)
        {
            stream.Position = at;
            if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !IsFirstPage(head))
            {
                return at;
            }

            var table = segments[..head[26]];
            at += head.Length + table.Length;
            if (stream.ReadAtLeast(table, table.Length, throwOnEndOfStream: false) < table.Length)
            {
                return at;
            }

            foreach (var length in table)
            {
                at += length;
            }
        }
    }

    private static long? Search(Stream stream, long from, Func<ReadOnlySpan<byte>, bool> isBegin)
    {
        var block = new byte[BlockBytes];
        var kept = 0;
        stream.Position = from;
        while (true)
        {
            var read = stream.ReadAtLeast(block.AsSpan(kept), block.Length - kept, throwOnEndOfStream: false);
            var bytes = block.AsSpan(0, kept + read);
            for (var at = 0; at + MarkLength <= bytes.Length; at++)
            {
                var next = bytes[at..].IndexOfAny((byte)'f', (byte)'O');
                if (next < 0 || at + next + MarkLength > bytes.Length)
                {
                    break;
                }

                at += next;
                if (isBegin(bytes[at..]))
                {
                    return from + at;
                }
            }

            if (kept + read < block.Length)
            {
                return null;
            }

            kept = MarkLength - 1;
            from += bytes.Length - kept;
            bytes[^kept..].CopyTo(block);
        }
    }
}
