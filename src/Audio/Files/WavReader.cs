using System.Buffers;

namespace AvianVox.Audio.Files;

/// <summary>Reads the samples of a WAV file whose encoding is ours; nothing native is needed.</summary>
internal sealed class WavReader : IAudioReader
{
    /// <summary>Bytes read at a time.</summary>
    private const int BlockBytes = 65_536;

    private readonly Stream _stream;
    private readonly WavHeader _header;
    private readonly string _path;
    private readonly int _frameSize;
    private long _framesLeft;

    /// <summary>Takes over an open file.</summary>
    /// <param name="stream">The file; disposed with the reader.</param>
    /// <param name="header">Its header; the encoding is not <see cref="WavEncoding.Other"/>.</param>
    /// <param name="path">Named in errors, and asked for the time of recording where the header is silent.</param>
    public WavReader(Stream stream, WavHeader header, string path)
    {
        _stream = stream;
        _header = header;
        _path = path;
        _frameSize = WavSamples.Size(header.Encoding) * header.Channels;
        _framesLeft = header.DataLength / _frameSize;
        Frames = _framesLeft;
        RecordedAt = header.RecordedAt ?? RecordingTime.FromFileName(path);
        _stream.Position = header.DataStart;
    }

    /// <inheritdoc />
    public int SampleRate => _header.SampleRate;

    /// <inheritdoc />
    public int Channels => _header.Channels;

    /// <inheritdoc />
    public long? Frames { get; }

    /// <inheritdoc />
    public DateTimeOffset? RecordedAt { get; }

    /// <inheritdoc />
    public string Encoding => _header.Encoding switch
    {
        WavEncoding.Float32 => "WAV, 32-bit float",
        WavEncoding.Float64 => "WAV, 64-bit float",
        WavEncoding.ALaw => "WAV, A-law",
        WavEncoding.MuLaw => "WAV, mu-law",
        _ => $"WAV, {_header.BitsPerSample}-bit",
    };

    /// <inheritdoc />
    public int Read(Span<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interleaved.Length, Channels);
        var wanted = (int)Math.Min(interleaved.Length / Channels, _framesLeft);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BlockBytes, _frameSize));
        var done = 0;
        try
        {
            while (done < wanted)
            {
                var frames = Math.Min(wanted - done, buffer.Length / _frameSize);
                var bytes = buffer.AsSpan(0, frames * _frameSize);
                if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                {
                    throw new AudioException($"{_path} became shorter while it was read.");
                }

                WavSamples.Decode(bytes, _header.Encoding, interleaved.Slice(done * Channels, frames * Channels));
                done += frames;
            }
        }
        catch (IOException fault)
        {
            throw new AudioException($"{_path} cannot be read: {fault.Message}", fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _framesLeft -= done;
        return done;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();
}
