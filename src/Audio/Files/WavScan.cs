using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Files;

/// <summary>
/// Reads the header of a WAV file (RIFF, RF64, BW64) and repairs what it says by what the file holds. Chunks may stand in any order. A
/// length
/// of samples is believed only where it ends at another chunk or the file's end: what a recorder leaves when its power fails (0,
/// 0xFFFFFFFF),
/// one that was wrapped at 4 GiB and one that is simply wrong all mean: up to the file's end. Whole files that were put behind one another
/// are
/// heard as one.
/// </summary>
internal sealed class WavScan
{
    private const ushort FormatExtensible = 0xFFFE;

    /// <summary>Longest metadata chunk that is looked into, in bytes; what is longer is no recorder's comment.</summary>
    private const int MaxMetadata = 1 << 20;

    /// <summary>Bytes of a format chunk that are looked at; the extensible one has 40.</summary>
    private const int MaxFormat = 64;

    /// <summary>Chunks looked at in one file: far more than any recorder writes, and read in a fraction of a second.</summary>
    private const int MaxChunks = 100_000;

    /// <summary>Last 14 bytes of the sub-format of WAVE_FORMAT_EXTENSIBLE; the first two are the format code.</summary>
    private static readonly byte[] SubFormatTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private readonly Stream _stream;
    private readonly string _path;
    private readonly long _length;
    private readonly List<FilePart> _parts = [];
    private readonly List<string> _lies = [];
    private readonly Dictionary<TimeOrigin, ToldTime> _times = [];
    private RiffFormat? _format;
    private long _longDataLength = -1;
    private int _chunks;

    /// <summary>Whether what follows is another recording that is not heard.</summary>
    private bool _isOver;

    private WavScan(Stream stream, string path)
    {
        _stream = stream;
        _path = path;
        _length = stream.Length;
    }

    /// <summary>Reads the chunks of a file.</summary>
    /// <param name="stream">The file; its position changes.</param>
    /// <param name="start">Offset at which it begins.</param>
    /// <param name="path">Named in errors.</param>
    /// <returns>Null when no WAV file begins there.</returns>
    /// <exception cref="AudioException">A WAV file that does not hold together.</exception>
    public static WavLayout? TryRead(Stream stream, long start, string path)
    {
        if (!IsWave(stream, start))
        {
            return null;
        }

        var scan = new WavScan(stream, path);
        scan.ReadFile(start);
        return scan.Layout();
    }

    private static bool IsWave(Stream stream, long at) =>
        RiffChunk.Read(stream, at) is { } riff && (riff.Is("RIFF"u8) || riff.Is("RF64"u8) || riff.Is("BW64"u8))
        && Content(stream, at + RiffChunk.HeadLength, 4) is var kind && (kind.Length < 4 || kind.AsSpan().SequenceEqual("WAVE"u8));

    /// <summary>Reads one file, and those that were put behind it.</summary>
    private void ReadFile(long start)
    {
        long? at = start;
        while (at is { } file)
        {
            at = ReadChunks(file + 12);
        }
    }

    /// <summary>Reads chunks up to the file's end or to what is none.</summary>
    /// <returns>Offset of another file that follows; null mostly.</returns>
    private long? ReadChunks(long at)
    {
        while (!_isOver && RiffChunk.Read(_stream, at) is { IsNamed: true } chunk)
        {
            if (++_chunks > MaxChunks)
            {
                throw new AudioException($"{_path} is a damaged WAV file: it has more than {MaxChunks:N0} chunks.");
            }

            if (_parts.Count > 0 && IsWave(_stream, at))
            {
                return at;
            }

            var start = at + RiffChunk.HeadLength;
            at = Next(start, chunk.Is("data"u8) ? ReadSamples(start, chunk.Size) : ReadOther(chunk, start));
        }

        return null;
    }

    /// <summary>Where the next chunk stands: padded to even length, except after writers that leave the padding out.</summary>
    private long Next(long start, long size) =>
        size % 2 == 1 && !RiffChunk.IsAt(_stream, start + size, _length) ? start + size + 1 : start + size;

    /// <summary>Takes the samples that are really there.</summary>
    /// <returns>Their length in bytes.</returns>
    private long ReadSamples(long start, long stated)
    {
        var left = _length - start;
        stated = stated == uint.MaxValue && _longDataLength >= 0 ? _longDataLength : stated;
        _longDataLength = -1;
        if (stated <= left && (stated > 0 || RiffChunk.IsAt(_stream, start, _length) || left == 0) && IsEnd(start + stated))
        {
            Add(new FilePart(start, stated, stated, IsOpen: stated == left), null);
            return stated;
        }

        var isUnknown = stated == 0 || stated == uint.MaxValue;
        var vouched = isUnknown ? 0 : Math.Min(stated, left);
        Add(new FilePart(start, left, vouched, IsOpen: true), isUnknown ? null : stated);
        return left;
    }

    /// <summary>
    /// Whether samples may well end there: at the file's end or so near it that no chunk fits, or before a chunk or another file; a byte of
    /// padding between does not matter.
    /// </summary>
    private bool IsEnd(long at) =>
        at > _length - RiffChunk.HeadLength || RiffChunk.IsAt(_stream, at, _length) || RiffChunk.IsAt(_stream, at + 1, _length)
        || IsWave(_stream, at) || IsWave(_stream, at + 1);

    private void Add(FilePart part, long? stated)
    {
        _parts.Add(part);
        if (stated is { } length)
        {
            _lies.Add(length > part.Length
                ? $"its header promises {length:N0} bytes of samples, and {part.Length:N0} are there{Seconds(part.Length)}"
                : $"its header tells of {length:N0} bytes of samples, and {part.Length:N0} follow it{Seconds(part.Length)}");
        }
        else if (part.Vouched == 0 && part.Length > 0)
        {
            _lies.Add($"its header was never completed, as after a power cut; {part.Length:N0} bytes follow it{Seconds(part.Length)}");
        }
    }

    private long ReadOther(RiffChunk chunk, long start)
    {
        long size = chunk.Size;
        var left = _length - start;
        if (chunk.Is("fmt "u8))
        {
            ReadFormat(Content(_stream, start, Math.Min(size, Math.Min(left, MaxFormat))));
        }
        else if (chunk.Is("ds64"u8) && Math.Min(size, left) >= 16)
        {
            _longDataLength = BinaryPrimitives.ReadInt64LittleEndian(Content(_stream, start, 16).AsSpan(8));
        }
        else if (size <= Math.Min(left, MaxMetadata))
        {
            ReadMetadata(chunk, start);
        }

        return size;
    }

    private void ReadFormat(byte[] chunk)
    {
        if (chunk.Length < 14)
        {
            throw new AudioException($"{_path} is a damaged WAV file: its format chunk has {chunk.Length} bytes, at least 16 are needed.");
        }

        var code = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (code == FormatExtensible && chunk.Length >= 40 && chunk.AsSpan(26, 14).SequenceEqual(SubFormatTail))
        {
            code = BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(24));
        }

        var format = new RiffFormat(
            code,
            BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(2)),
            BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4)),
            BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(12)),
            chunk.Length >= 16 ? BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(14)) : (ushort)0);
        if (_format is { } first && first != format && _parts.Count > 0)
        {
            _isOver = true;
            _lies.Add(
                $"behind its {first.Channels} channel(s) at {first.SampleRate:N0} Hz stands a recording of {format.Channels} at "
                    + $"{format.SampleRate:N0} Hz, "
                + "which is not heard; cut it apart");
            return;
        }

        _format = format;
    }

    private void ReadMetadata(RiffChunk chunk, long start)
    {
        var told = chunk.Is("LIST"u8)
            ? [HeaderTime.FromAudioMothComment(Text(start, chunk)), WavInfo.Date(Content(_stream, start, chunk.Size))]
            : chunk.Is("guan"u8) ? [HeaderTime.FromGuano(Text(start, chunk))]
            : chunk.Is("bext"u8) ? [HeaderTime.FromBroadcastExtension(Content(_stream, start, chunk.Size))]
            : Array.Empty<ToldTime?>();
        foreach (var time in told.OfType<ToldTime>())
        {
            // Of files put behind one another the first tells when it began.
            _times.TryAdd(time.Origin, time);
        }
    }

    private WavLayout Layout()
    {
        if (_format is not { } format)
        {
            throw new AudioException($"{_path} is a WAV file cut off before its format (no 'fmt ' chunk in {_length:N0} bytes).");
        }

        if (_parts.Count == 0)
        {
            throw new AudioException($"{_path} is a WAV file without samples (no 'data' chunk in {_length:N0} bytes).");
        }

        var wave = format.ToWaveFormat(_path);
        var parts = _parts
            .Select(part => part with { Length = Whole(part.Length, wave.BlockAlign), Vouched = Whole(part.Vouched, wave.BlockAlign) })
            .Where(part => part.Length > 0)
            .ToList();
        if (parts.Count == 0)
        {
            throw new AudioException($"{_path} is a WAV file that holds no samples: only its header was written.");
        }

        if (parts.Count > 1)
        {
            _lies.Add($"{parts.Count} recordings stand in it behind one another, and all are heard");
        }

        return new WavLayout
        {
            Format = wave,
            BitsPerSample = format.BitsPerSample,
            Parts = parts,
            Times = [.. _times.Values],
            Repairs = [.. _lies.Distinct()],
        };
    }

    private string Seconds(long bytes) => _format is { FrameLength: > 0, SampleRate: > 0 } format
        ? string.Create(CultureInfo.InvariantCulture, $", {(double)bytes / format.FrameLength / format.SampleRate:0.##} s")
        : "";

    private static long Whole(long bytes, int unit) => bytes / unit * unit;

    private string Text(long start, RiffChunk chunk) => Encoding.UTF8.GetString(Content(_stream, start, chunk.Size));

    /// <summary>Reads bytes; fewer where the file ends before.</summary>
    private static byte[] Content(Stream stream, long at, long size)
    {
        var content = new byte[size];
        stream.Position = at;
        var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return read == content.Length ? content : content[..read];
    }
}
