namespace AvianVox.Station.Clips.Pictures;

/// <summary>
/// Takes a PNG's packed pixels as they come and writes them as data chunks of at most <see cref="ChunkBytes"/> (RFC 2083,
/// 4.1.3), so that a picture is never held whole a second time.
/// </summary>
/// <param name="stream">Where the chunks go; stays open.</param>
internal sealed class PngDataStream(Stream stream) : Stream
{
    private const int ChunkBytes = 32_768;

    private readonly byte[] _chunk = new byte[ChunkBytes];
    private int _length;

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_length == ChunkBytes)
            {
                WriteChunk();
            }

            var count = Math.Min(buffer.Length, ChunkBytes - _length);
            buffer[..count].CopyTo(_chunk.AsSpan(_length));
            _length += count;
            buffer = buffer[count..];
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    /// <remarks>Leaves what is gathered where it is: a chunk costs twelve bytes.</remarks>
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _length > 0)
        {
            WriteChunk();
        }

        base.Dispose(disposing);
    }

    private void WriteChunk()
    {
        PngFile.Chunk(stream, "IDAT"u8, _chunk.AsSpan(0, _length));
        _length = 0;
    }
}
