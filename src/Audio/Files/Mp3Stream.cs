namespace AvianVox.Audio.Files;

/// <summary>
/// An MPEG audio stream, found and measured by walking its frame headers (ISO/IEC 11172-3, 13818-3). Where a stream has no length tag,
/// libsndfile takes the size of its first frame for that of all and cuts off what comes after the length so guessed.
/// </summary>
internal sealed class Mp3Stream
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Headers that must follow the first one: chance makes two in a row somewhere in 64 KiB, four it does not.</summary>
    private const int Followers = 3;

    private static ReadOnlySpan<short> Version1Layer1 => [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
    private static ReadOnlySpan<short> Version1Layer2 => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
    private static ReadOnlySpan<short> Version1Layer3 => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static ReadOnlySpan<short> Version2Layer1 => [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
    private static ReadOnlySpan<short> Version2Layer23 => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    private Mp3Stream()
    {
    }

    /// <summary>Offset of the first frame in the file.</summary>
    public long Start { get; private init; }

    /// <summary>Bytes from there to the end.</summary>
    public long Length { get; private init; }

    /// <summary>Bytes to state, so that the length libsndfile guesses is never too short.</summary>
    public long StatedLength { get; private init; }

    /// <summary>
    /// Whether the first frame is a length tag (Xing, Info, VBRI), by which the decoder knows the length better than we do.
    /// </summary>
    public bool HasLengthTag { get; private init; }

    /// <summary>
    /// Samples per channel in all complete frames; null where the frames are not walked: behind a tag, and where they state no size ("free
    /// format").
    /// </summary>
    public long? Frames { get; private init; }

    /// <summary>Walks a part of a file.</summary>
    /// <param name="stream">The file; its position changes.</param>
    /// <param name="start">First byte of the part.</param>
    /// <param name="length">Bytes of the part.</param>
    /// <returns>Null when no frame starts in its first 64 KiB (after an ID3 tag) that another one follows.</returns>
    public static Mp3Stream? TryFind(Stream stream, long start, long length)
    {
        var walk = new Walk(stream, Id3Tag.Skip(stream, start, start + length), start + length);
        if (IsOtherContainer(walk) || FindFirst(walk) is not { } at)
        {
            return null;
        }

        var firstFrame = at;
        var rest = walk.End - at;
        var first = Header.Parse(walk.Bytes(at, 4));
        var hasTag = IsLengthTag(walk.Bytes(at, (int)Math.Min(first.Length, rest)));
        if (first.Length == 0 || hasTag)
        {
            return new Mp3Stream { Start = firstFrame, Length = rest, StatedLength = rest, HasLengthTag = hasTag };
        }

        var frames = 0L;
        while (at + 4 <= walk.End)
        {
            var header = Header.Parse(walk.Bytes(at, 4));
            if (!header.IsLike(first) || header.Length == 0)
            {
                at++;
                continue;
            }

            at += header.Length;
            frames += at <= walk.End ? 1 : 0;
        }

        return new Mp3Stream
        {
            Start = firstFrame,
            Length = rest,
            StatedLength = Math.Max(rest, frames * first.Length),
            Frames = frames * first.Samples
        };
    }

    /// <summary>
    /// Whether the part starts as another container does: with four letters. Frames of ours may well seem to stand inside one.
    /// </summary>
    private static bool IsOtherContainer(Walk walk)
    {
        var head = walk.End - walk.Start < 4 ? [] : walk.Bytes(walk.Start, 4);
        return head.SequenceEqual("OggS"u8) || head.SequenceEqual("fLaC"u8) || head.SequenceEqual("FORM"u8)
            || head.SequenceEqual("caff"u8) || head.SequenceEqual("riff"u8) || head.SequenceEqual(".snd"u8);
    }

    /// <summary>
    /// The first header that <see cref="Followers"/> like it follow, or as many as there is room for; a lone one counts only where it is
    /// the whole stream.
    /// </summary>
    private static long? FindFirst(Walk walk)
    {
        for (var at = walk.Start; at + 4 <= walk.End && at - walk.Start < BlockBytes; at++)
        {
            var header = Header.Parse(walk.Bytes(at, 4));
            var next = at + header.Length;
            if (!header.IsValid)
            {
                continue;
            }

            if (header.Length == 0)
            {
                // Free format: the distance to the next header is not written, so only a stream that starts with one is taken for it.
                if (at == walk.Start)
                {
                    return at;
                }
            }
            else if (next + 4 <= walk.End ? IsFollowed(walk, next, header) : at == walk.Start && next == walk.End)
            {
                return at;
            }
        }

        return null;
    }

    private static bool IsFollowed(Walk walk, long at, in Header first)
    {
        for (var i = 0; i < Followers && at + 4 <= walk.End; i++)
        {
            var header = Header.Parse(walk.Bytes(at, 4));
            if (!header.IsLike(first) || header.Length == 0)
            {
                return false;
            }

            at += header.Length;
        }

        return true;
    }

    private static bool IsLengthTag(ReadOnlySpan<byte> frame) =>
        frame.IndexOf("Xing"u8) > 0 || frame.IndexOf("Info"u8) > 0 || frame.IndexOf("VBRI"u8) > 0;

    /// <summary>What four bytes of a frame header say.</summary>
    private readonly record struct Header(int Version, int Layer, int SampleRate, int Length, int Samples)
    {
        public bool IsValid => SampleRate > 0;

        public bool IsLike(Header other) => IsValid && Version == other.Version && Layer == other.Layer && SampleRate == other.SampleRate;

        public static Header Parse(ReadOnlySpan<byte> bytes)
        {
            var version = (bytes[1] >> 3) & 3;
            var layer = 4 - ((bytes[1] >> 1) & 3);
            var rateIndex = bytes[2] >> 4;
            var frequency = (bytes[2] >> 2) & 3;
            if (bytes[0] != 0xFF || bytes[1] < 0xE0 || version == 1 || layer == 4 || rateIndex == 15 || frequency == 3)
            {
                return default;
            }

            var isVersion1 = version == 3;
            var sampleRate = (frequency switch { 0 => 44_100, 1 => 48_000, _ => 32_000 }) >> (version switch { 3 => 0, 2 => 1, _ => 2 });
            var samples = layer switch { 1 => 384, 3 when !isVersion1 => 576, _ => 1_152 };
            var bitRates = (isVersion1, layer) switch
            {
                (true, 1) => Version1Layer1,
                (true, 2) => Version1Layer2,
                (true, _) => Version1Layer3,
                (false, 1) => Version2Layer1,
                _ => Version2Layer23,
            };
            var padding = (bytes[2] >> 1) & 1;
            var bitRate = 1_000 * bitRates[rateIndex];
            var length = bitRate == 0 ? 0 : layer == 1 ? 4 * ((12 * bitRate / sampleRate) + padding)
                : (samples / 8 * bitRate / sampleRate) + padding;
            return new Header(version, layer, sampleRate, length, samples);
        }
    }

    /// <summary>A window of the file that moves forward.</summary>
    private sealed class Walk(Stream stream, long start, long end)
    {
        private readonly byte[] _buffer = new byte[BlockBytes];
        private long _bufferStart;
        private int _bufferLength;

        public long Start => start;

        public long End => end;

        /// <summary>Bytes of the file; 'at' plus 'count' lie within its end, count is at most the window.</summary>
        public ReadOnlySpan<byte> Bytes(long at, int count)
        {
            if (at < _bufferStart || at + count > _bufferStart + _bufferLength)
            {
                stream.Position = at;
                _bufferStart = at;
                _bufferLength = stream.ReadAtLeast(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, end - at)), count,
                    throwOnEndOfStream: false);
                if (_bufferLength < count)
                {
                    throw new EndOfStreamException("The file became shorter while it was read.");
                }
            }

            return _buffer.AsSpan((int)(at - _bufferStart), count);
        }
    }
}
