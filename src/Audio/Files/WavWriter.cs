using System.Buffers;
using System.Buffers.Binary;

namespace AvianVox.Audio.Files;

/// <summary>Writes a mono or multi-channel WAV file of 16-bit integers or 32-bit floats. The header is completed on disposal; until then readers see a recording still open.</summary>
public sealed class WavWriter : IDisposable
{
    private const int HeaderLength = 44;

    private readonly FileStream _stream;
    private readonly int _channels;
    private readonly bool _isFloat;
    private readonly int _sampleRate;

    /// <summary>Creates the file, or replaces one of that name.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="sampleRate">Frames a second, in Hz; at least 1.</param>
    /// <param name="channels">Channels; 1 to 256.</param>
    /// <param name="isFloat">True for 32-bit floats, which keep samples bit for bit; false for 16-bit integers.</param>
    /// <exception cref="AudioException">The file cannot be written.</exception>
    public WavWriter(string path, int sampleRate, int channels = 1, bool isFloat = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 256);
        _sampleRate = sampleRate;
        _channels = channels;
        _isFloat = isFloat;
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

    /// <summary>Appends samples. Sixteen bits: scaled by 32,768, rounded to nearest, clipped at full scale.</summary>
    /// <param name="interleaved">Whole frames, full scale -1 to 1.</param>
    /// <exception cref="ArgumentException">Not whole frames.</exception>
    /// <exception cref="IOException">The disk is full or failed, or the file would pass 4 GiB.</exception>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples are no whole frames of {_channels} channels.", nameof(interleaved));
        }

        var length = interleaved.Length * SampleSize;
        if (_stream.Length + length > uint.MaxValue)
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
                    var value = Math.Clamp(MathF.Round(interleaved[i] * 32_768f), short.MinValue, short.MaxValue);
                    BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)value);
                }
            }

            _stream.Write(bytes, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Completes the header and closes the file.</summary>
    public void Dispose()
    {
        if (_stream.CanWrite)
        {
            var length = _stream.Length - HeaderLength;
            _stream.Position = 0;
            WriteHeader((uint)length);
            _stream.Dispose();
        }
    }

    private void WriteHeader(uint dataLength)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], dataLength == 0 ? 0 : dataLength + HeaderLength - 8);
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
