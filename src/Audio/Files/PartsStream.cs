using AvianVox.Audio.Native;

namespace AvianVox.Audio.Files;

/// <summary>
/// Parts of a file as one stream, read once from begin to end. Zeros at the end of a part that no header vouches for are left out, and a
/// file that grows meanwhile is read to where it ends by then.
/// </summary>
/// <remarks>Zeros are counted, not kept: a hole of gigabytes costs no memory and, where the file system knows of it, no time.</remarks>
internal sealed class PartsStream : Stream
{
    private readonly FileStream _file;
    private readonly FilePart[] _parts;
    private readonly int _unit;
    private int _part;

    /// <summary>Offset in the file of what is looked at next.</summary>
    private long _at;

    /// <summary>Zeros right before <see cref="_at"/> that are given only once something else follows.</summary>
    private long _zeros;

    /// <summary>Whether something else is known to follow them.</summary>
    private bool _isFollowed;

    private long _given;

    /// <summary>Begins at the first part.</summary>
    /// <param name="file">The file; disposed with the stream.</param>
    /// <param name="parts">At least one.</param>
    /// <param name="unit">Bytes that belong together, at least 1; parts hold whole units.</param>
    public PartsStream(FileStream file, IReadOnlyList<FilePart> parts, int unit)
    {
        _file = file;
        _parts = [.. parts];
        _unit = unit;
        _at = parts[0].Start;
    }

    /// <summary>Bytes of zeros that were left out at ends.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Bytes that came while the file was read.</summary>
    public long Grown { get; private set; }

    /// <summary>Bytes that are missing because the file became shorter while it was read.</summary>
    public long Lost { get; private set; }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <summary>Bytes of all parts as known so far; fewer may come.</summary>
    public override long Length => _parts.Sum(part => part.Length);

    /// <inheritdoc />
    public override long Position
    {
        get => _given;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && Next(buffer[count..]) is var next and > 0)
        {
            count += next;
        }

        _given += count;
        return count;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private int Next(Span<byte> buffer)
    {
        while (_part < _parts.Length)
        {
            ref var part = ref _parts[_part];
            if (_zeros > 0 && _isFollowed)
            {
                var zeros = (int)Math.Min(buffer.Length, _zeros);
                buffer[..zeros].Clear();
                _zeros -= zeros;
                return zeros;
            }

            if (_at >= part.End)
            {
                if (!TryGrow(ref part))
                {
                    Leave();
                }

                continue;
            }

            var vouched = part.Start + part.Vouched;
            var wanted = (int)Math.Min(buffer.Length, (_at < vouched ? vouched : part.End) - _at);
            _file.Position = _at;
            var count = _file.ReadAtLeast(buffer[..wanted], wanted, throwOnEndOfStream: false);
            if (count == 0)
            {
                Lost += part.End - _at;
                _part = _parts.Length;
            }
            else if (_at < vouched)
            {
                _at += count;
                return count;
            }
            else if (Sound(buffer[..count], part) is var sound and > 0)
            {
                return sound;
            }
        }

        return 0;
    }

    /// <summary>Looks at bytes that no header vouches for.</summary>
    /// <returns>How many of them are given now: those up to the last that is not zero, once all before them were given.</returns>
    private int Sound(ReadOnlySpan<byte> bytes, in FilePart part)
    {
        var last = bytes.LastIndexOfAnyExcept((byte)0);
        if (last < 0)
        {
            var next = SparseFile.NextData(_file.SafeFileHandle, _at + bytes.Length, part.End);
            _zeros += next - _at;
            _at = next;
            return 0;
        }

        if (_zeros > 0)
        {
            // They come first; these bytes are read again then.
            _isFollowed = true;
            return 0;
        }

        // Whole units: a sample's own last byte may be zero.
        var end = _at - part.Start + last + 1;
        var sound = (int)Math.Min(bytes.Length, ((end + _unit - 1) / _unit * _unit) - (_at - part.Start));
        _zeros = bytes.Length - sound;
        _isFollowed = false;
        _at += bytes.Length;
        return sound;
    }

    private bool TryGrow(ref FilePart part)
    {
        var length = RandomAccess.GetLength(_file.SafeFileHandle);
        var more = (length - part.End) / _unit * _unit;
        // A recorder that closes its file writes chunks behind the samples.
        if (!part.IsOpen || more <= 0 || RiffChunk.IsAt(_file, part.End, length))
        {
            return false;
        }

        Grown += more;
        part = part with { Length = part.Length + more };
        return true;
    }

    private void Leave()
    {
        LeftOut += _zeros;
        _zeros = 0;
        _part++;
        if (_part < _parts.Length)
        {
            _at = _parts[_part].Start;
        }
    }
}
