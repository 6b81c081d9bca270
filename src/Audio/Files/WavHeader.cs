using System.Buffers.Binary;

namespace AvianVox.Audio.Files;

/// <summary>
/// What the chunks of a RIFF/WAVE (or RF64) file say. Chunks may stand in any order. A length of 0 or 0xFFFFFFFF, as a recorder leaves it
/// while it is still recording or when its power failed, and a length past the file's end both mean: up to the file's end.
/// </summary>
internal sealed class WavHeader
{
    private const ushort FormatPcm = 1;
    private const ushort FormatFloat = 3;
    private const ushort FormatALaw = 6;
    private const ushort FormatMuLaw = 7;
    private const ushort FormatExtensible = 0xFFFE;

    /// <summary>Longest metadata chunk that is looked into, in bytes; what is longer is no recorder's comment.</summary>
    private const int MaxMetadata = 1 << 20;

    /// <summary>Bytes of a format chunk that are looked at; the extensible one has 40.</summary>
    private const int MaxFormat = 64;

    /// <summary>Last 14 bytes of the sub-format of WAVE_FORMAT_EXTENSIBLE; the first two are the format code.</summary>
    private static readonly byte[] SubFormatTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private DateTimeOffset? _guano;
    private DateTimeOffset? _comment;
    private DateTimeOffset? _broadcast;
    private ushort _blockAlign;
    private bool _hasFormat;
    private long _longDataLength = -1;

    private WavHeader()
    {
    }

    /// <summary>Format code: 1 PCM, 3 float, 85 MP3 ...; for the extensible format that of its sub-format.</summary>
    public ushort FormatCode { get; private set; }

    /// <summary>How the samples are written.</summary>
    public WavEncoding Encoding { get; private set; }

    /// <summary>Channels; at least 1.</summary>
    public int Channels { get; private set; }

    /// <summary>Frames a second, in Hz; at least 1.</summary>
    public int SampleRate { get; private set; }

    /// <summary>Bits per sample as the header says; 0 for compressed ones.</summary>
    public int BitsPerSample { get; private set; }

    /// <summary>Offset of the first sample in the file, in bytes.</summary>
    public long DataStart { get; private set; } = -1;

    /// <summary>Length of the samples that are really there, in bytes.</summary>
    public long DataLength { get; private set; }

    /// <summary>When the first sample was recorded, where the metadata tell.</summary>
    public DateTimeOffset? RecordedAt => _guano ?? _comment ?? _broadcast;

    /// <summary>Reads the chunks of a file.</summary>
    /// <param name="stream">The file; read from its begin, left anywhere.</param>
    /// <param name="path">Named in errors.</param>
    /// <returns>Null when the file is no WAV file.</returns>
    /// <exception cref="AudioException">A WAV file that does not hold together.</exception>
    public static WavHeader? TryRead(Stream stream, string path)
    {
        Span<byte> riff = stackalloc byte[12];
        stream.Position = 0;
        var length = stream.ReadAtLeast(riff, riff.Length, throwOnEndOfStream: false);
        var known = length >= 4 && (riff[..4].SequenceEqual("RIFF"u8) || riff[..4].SequenceEqual("RF64"u8) || riff[..4].SequenceEqual("BW64"u8));
        if (!known || (length == riff.Length && !riff[8..].SequenceEqual("WAVE"u8)))
        {
            return null;
        }

        var header = new WavHeader();
        header.ReadChunks(stream, path);
        if (!header._hasFormat)
        {
            throw new AudioException($"{path} is a WAV file cut off before its format (no 'fmt ' chunk in {stream.Length:N0} bytes).");
        }

        if (header.DataStart < 0)
        {
            throw new AudioException($"{path} is a WAV file without samples (no 'data' chunk in {stream.Length:N0} bytes).");
        }

        header.Validate(path);
        return header;
    }

    private void ReadChunks(Stream stream, string path)
    {
        Span<byte> head = stackalloc byte[8];
        var at = 12L;
        while (at + 8 <= stream.Length)
        {
            stream.Position = at;
            stream.ReadExactly(head);
            var start = at + 8;
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var left = stream.Length - start;
            if (head[..4].SequenceEqual("data"u8) && DataStart < 0)
            {
                size = DataSize(stream, start, size);
                (DataStart, DataLength) = (start, size);
            }
            else if (head[..4].SequenceEqual("fmt "u8))
            {
                ReadFormat(Content(stream, Math.Min(size, Math.Min(left, MaxFormat))), path);
            }
            else if (head[..4].SequenceEqual("ds64"u8) && Math.Min(size, left) >= 16)
            {
                _longDataLength = BinaryPrimitives.ReadInt64LittleEndian(Content(stream, 16).AsSpan(8));
            }
            else if (size <= Math.Min(left, MaxMetadata))
            {
                ReadMetadata(stream, head, (int)size);
            }

            at = Next(stream, start, size);
        }
    }

    /// <summary>Length of the samples that are there.</summary>
    private long DataSize(Stream stream, long start, long stated)
    {
        var left = stream.Length - start;
        if (stated == uint.MaxValue && _longDataLength >= 0)
        {
            return Math.Min(_longDataLength, left);
        }

        // A length of 0 is true only where another chunk follows at once; else the recorder never came back to fill it in.
        return stated == uint.MaxValue || (stated == 0 && !IsChunk(stream, start)) ? left : Math.Min(stated, left);
    }

    /// <summary>Where the next chunk stands: padded to even length, except after writers that leave the padding out.</summary>
    private static long Next(Stream stream, long start, long size)
    {
        var end = start + size;
        return size % 2 == 1 && !IsChunk(stream, end) ? end + 1 : end;
    }

    /// <summary>Whether a chunk stands there that fits in the file: four printable characters and a possible length.</summary>
    private static bool IsChunk(Stream stream, long at)
    {
        if (at + 8 > stream.Length)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[8];
        stream.Position = at;
        stream.ReadExactly(head);
        return !head[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~')
            && BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) <= stream.Length - at - 8;
    }

    private void ReadFormat(byte[] chunk, string path)
    {
        if (chunk.Length < 14)
        {
            throw new AudioException($"{path} is a damaged WAV file: its format chunk has {chunk.Length} bytes, at least 16 are needed.");
        }

        _hasFormat = true;
        FormatCode = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        Channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(2));
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4));
        SampleRate = rate <= int.MaxValue ? (int)rate : 0;
        _blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(12));
        BitsPerSample = chunk.Length >= 16 ? BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(14)) : 0;
        if (FormatCode == FormatExtensible && chunk.Length >= 40 && chunk.AsSpan(26, 14).SequenceEqual(SubFormatTail))
        {
            FormatCode = BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(24));
        }
    }

    private void Validate(string path)
    {
        if (Channels == 0 || SampleRate == 0)
        {
            throw new AudioException($"{path} is a damaged WAV file: its header says {Channels} channels at {SampleRate:N0} Hz.");
        }

        // The bytes a sample takes count, not the bits that are used of them: 20 or 24 bits may stand in four bytes.
        // Some writers get the bytes a frame takes wrong; then the bits must do.
        var size = _blockAlign % Channels == 0 && 8 * _blockAlign / Channels >= BitsPerSample ? _blockAlign / Channels : (BitsPerSample + 7) / 8;
        Encoding = (FormatCode, size) switch
        {
            (FormatPcm, 1) => WavEncoding.UInt8,
            (FormatPcm, 2) => WavEncoding.Int16,
            (FormatPcm, 3) => WavEncoding.Int24,
            (FormatPcm, 4) => WavEncoding.Int32,
            (FormatFloat, 4) => WavEncoding.Float32,
            (FormatFloat, 8) => WavEncoding.Float64,
            (FormatALaw, 1) => WavEncoding.ALaw,
            (FormatMuLaw, 1) => WavEncoding.MuLaw,
            _ => WavEncoding.Other,
        };
        var exact = WavSamples.Size(Encoding) * Channels;
        if (FormatCode is FormatPcm or FormatFloat or FormatALaw or FormatMuLaw && Encoding == WavEncoding.Other)
        {
            throw new AudioException($"{path} is a damaged WAV file: format {FormatCode} with {BitsPerSample} bits, {Channels} channels and {_blockAlign} bytes a frame does not exist.");
        }

        if (DataLength < Math.Max(exact, 1))
        {
            throw new AudioException($"{path} is a WAV file that holds no samples: only its header was written.");
        }
    }

    private void ReadMetadata(Stream stream, ReadOnlySpan<byte> name, int size)
    {
        if (name[..4].SequenceEqual("LIST"u8))
        {
            _comment ??= RecordingTime.FromAudioMothComment(Text(stream, size));
        }
        else if (name[..4].SequenceEqual("guan"u8))
        {
            _guano ??= RecordingTime.FromGuano(Text(stream, size));
        }
        else if (name[..4].SequenceEqual("bext"u8))
        {
            _broadcast ??= RecordingTime.FromBroadcastExtension(Content(stream, size));
        }
    }

    private static string Text(Stream stream, int size) => global::System.Text.Encoding.UTF8.GetString(Content(stream, size));

    private static byte[] Content(Stream stream, long size)
    {
        var content = new byte[size];
        stream.ReadExactly(content);
        return content;
    }
}
