using System.Globalization;
using System.Runtime.InteropServices;
using NAudio.Wave;

namespace AvianVox.Audio.Files;

/// <summary>
/// Writes a mono or multi-channel WAV file of 16-bit integers or 32-bit floats, through NAudio; beyond 4 GiB it becomes RF64. The header is
/// completed at the end (<see cref="Complete"/> or disposal); until then readers see a recording still open.
/// </summary>
public sealed class WavWriter : IAudioWriter
{
    /// <summary>Samples converted at once.</summary>
    private const int BlockSamples = 4_096;

    private readonly FileStream _stream;
    private readonly WaveFileWriter _writer;
    private readonly short[] _block;
    private bool _isOpen = true;

    /// <summary>Creates the file, or replaces one of that name.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="sampleRate">Frames a second, in Hz; at least 1.</param>
    /// <param name="channels">Channels; 1 to 256.</param>
    /// <param name="isFloat">True for 32-bit floats, which keep samples bit for bit; false for 16-bit integers.</param>
    /// <param name="tags">
    /// What the file tells of itself, in a LIST INFO chunk and, where they hold a date, the broadcast wave extension; null for nothing.
    /// </param>
    /// <exception cref="AudioException">The file cannot be written.</exception>
    public WavWriter(string path, int sampleRate, int channels = 1, bool isFloat = false, AudioTags? tags = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, AudioBounds.MaxChannels);
        _block = isFloat ? [] : new short[BlockSamples];
        try
        {
            _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 65_536);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AudioException($"{path} cannot be written: {fault.Message}", fault);
        }

        var format = isFloat ? WaveFormat.CreateIeeeFloatWaveFormat(sampleRate, channels) : new WaveFormat(sampleRate, 16, channels);
        // The stream stays ours: it is brought to the disk before it is closed.
        _writer = new WaveFileWriter(_stream, format, new WaveFileWriterOptions { EnableRf64 = true });
        AddTags(tags);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">Not whole frames.</exception>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        if (interleaved.Length % _writer.WaveFormat.Channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples are no whole frames of {_writer.WaveFormat.Channels} channels.",
                nameof(interleaved));
        }

        if (_block.Length == 0)
        {
            _writer.Write(MemoryMarshal.AsBytes(interleaved));
            return;
        }

        while (!interleaved.IsEmpty)
        {
            var count = Math.Min(interleaved.Length, _block.Length);
            for (var i = 0; i < count; i++)
            {
                _block[i] = Pcm16.From(interleaved[i]);
            }

            _writer.Write(MemoryMarshal.AsBytes(_block.AsSpan(0, count)));
            interleaved = interleaved[count..];
        }
    }

    /// <inheritdoc />
    public void Complete()
    {
        _writer.Dispose();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        _isOpen = false;
    }

    /// <summary>Completes the header and closes the file.</summary>
    public void Dispose()
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        try
        {
            _writer.Dispose();
        }
        finally
        {
            _stream.Dispose();
        }
    }

    private void AddTags(AudioTags? tags)
    {
        if (tags is null)
        {
            return;
        }

        if (WavInfo.Content(tags) is { Length: > 0 } info)
        {
            _writer.AddChunk("LIST", info, ChunkPosition.AfterData);
        }

        if (DateTimeOffset.TryParse(tags.Date, CultureInfo.InvariantCulture, out var date))
        {
            var extension = new BroadcastExtension
            {
                Description = tags.Title ?? "",
                Originator = tags.Artist ?? "",
                OriginationDate = BroadcastExtension.FormatOriginationDate(date.DateTime),
                OriginationTime = BroadcastExtension.FormatOriginationTime(date.DateTime),
                Version = 1,
            };
            _writer.AddChunk("bext", extension.ToChunkData(), ChunkPosition.AfterData);
        }
    }
}
