using System.Buffers;
using System.Buffers.Binary;

namespace AvianVox.Audio.Files;

/// <summary>Writes a mono or multi-channel WAV file of 16-bit integers or 32-bit floats. The header is completed at the end (<see cref="Complete"/> or disposal); until then readers see a recording still open.</summary>
public sealed class WavWriter : IAudioWriter
{
    private const int HeaderLength = 44;

    private readonly FileStream _stream;
    private readonly int _channels;
    private readonly bool _isFloat;
    private readonly int _sampleRate;
    private readonly byte[] _info;

    /// <summary>Creates the file, or replaces one of that name.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="sampleRate">Frames a second, in Hz; at least 1.</param>
    /// <param name="channels">Channels; 1 to 256.</param>
    /// <param name="isFloat">True for 32-bit floats, which keep samples bit for bit; false for 16-bit integers.</param>
    /// <param name="tags">What the file tells of itself; null for nothing.</param>
    /// <exception cref="AudioException">The file cannot be written.</exception>
    public WavWriter(string path, int sampleRate, int channels = 1, bool isFloat = false, AudioTags? tags = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 256);
        _sampleRate = sampleRate;
        _channels = channels;
        _isFloat = isFloat;
        _info = tags is null ? [] : WavInfo.Chunk(tags);
        try
        {
            _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 65_536);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AudioException($"{path} cannot be written: {fault.Message}", fault);
        }

        WriteHeader(0);
    }

    private int SampleSize => _isFloat ? sizeof(float) : sizeof(short);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">Not whole frames.</exception>
    /// <exception cref="IOException">The disk is full or failed, or the file would pass 4 GiB.</exception>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples are no whole frames of {_channels} channels.", nameof(interleaved));
        }

        var length = interleaved.Length * SampleSize;
        if (_stream.Length + length + _info.Length > uint.MaxValue)
        {
            throw new IOException($"{_stream.Name} would become longer than the 4 GiB a WAV file can hold.");
        }

        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            for (var i = 0; i < interleaved.Length; i++)
            {
                if (_isFloat)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), interleaved[i]);
                }
                else
                {
                    BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), Pcm16.From(interleaved[i]));
                }
            }

            _stream.Write(bytes, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <inheritdoc />
    public void Complete()
    {
        Finish();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
    }

    /// <summary>Completes the header and closes the file.</summary>
    public void Dispose()
    {
        if (_stream.CanWrite)
        {
            try
            {
                Finish();
            }
            finally
            {
                _stream.Dispose();
            }
        }
    }

    private void Finish()
    {
        var length = _stream.Length - HeaderLength;
        _stream.Position = _stream.Length;
        _stream.Write(_info);
        _stream.Position = 0;
        WriteHeader((uint)length);
    }

    private void WriteHeader(uint dataLength)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], dataLength == 0 ? 0 : dataLength + HeaderLength - 8 + (uint)_info.Length);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], (ushort)(_isFloat ? 3 : 1));
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)_channels);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)_sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)((long)_sampleRate * _channels * SampleSize));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(_channels * SampleSize));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], (ushort)(8 * SampleSize));
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataLength);
        _stream.Write(header);
    }
}
