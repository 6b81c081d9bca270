using AvianVox.Audio.Native;

namespace AvianVox.Audio.Files;

/// <summary>Writes what libsndfile encodes.</summary>
public sealed unsafe class SndFileWriter : IAudioWriter
{
    /// <summary>Most frames handed to libsndfile at once: its Vorbis encoder takes room for all of them on the stack.</summary>
    private const int BlockFrames = 2_048;

    private readonly SndFileOutput _output;
    private readonly string _path;
    private readonly int _channels;
    private readonly short[] _block;
    private nint _file;

    /// <summary>Creates the file, or replaces one of that name.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="encoding">How it is encoded.</param>
    /// <param name="sampleRate">Frames a second, in Hz; FLAC takes 1 to 655,350.</param>
    /// <param name="channels">Channels; 1 to 8.</param>
    /// <param name="tags">What the file tells of itself; null for nothing.</param>
    /// <exception cref="AudioException">
    /// The file cannot be written, the rate is not one the encoder knows, or libsndfile is not installed.
    /// </exception>
    public SndFileWriter(string path, SndFileEncoding encoding, int sampleRate, int channels = 1, AudioTags? tags = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 8);
        NativeLibraries.SndFile.Load();
        _path = path;
        _channels = channels;
        _block = new short[BlockFrames * channels];
        try
        {
            _output = new SndFileOutput(new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 65_536));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new AudioException($"{path} cannot be written: {fault.Message}", fault);
        }

        _file = _output.Open(new SndFileInfo { SampleRate = sampleRate, Channels = channels, Format = (int)encoding });
        if (_file == 0)
        {
            var fault = SndFile.Describe(0);
            _output.Dispose();
            throw new AudioException($"{path} cannot be written as {encoding} at {sampleRate} Hz: {fault}.");
        }

        // Before the first sample: the tags stand at the head of these files.
        Tag(SndFile.TitleString, tags?.Title);
        Tag(SndFile.ArtistString, tags?.Artist);
        Tag(SndFile.DateString, tags?.Date);
        Tag(SndFile.SoftwareString, tags?.Software);
        Tag(SndFile.CommentString, tags?.Comment);
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(_file == 0, this);
        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples are no whole frames of {_channels} channels.", nameof(interleaved));
        }

        while (!interleaved.IsEmpty)
        {
            var count = Math.Min(interleaved.Length, _block.Length);
            for (var i = 0; i < count; i++)
            {
                _block[i] = Pcm16.From(interleaved[i]);
            }

            fixed (short* samples = _block)
            {
                if (SndFile.WriteFrames(_file, samples, count / _channels) != count / _channels)
                {
                    throw Fault();
                }
            }

            interleaved = interleaved[count..];
        }

        if (_output.Fault is not null)
        {
            throw Fault();
        }
    }

    /// <inheritdoc />
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_file == 0, this);
        var error = SndFile.Close(_file);
        _file = 0;
        if (error != 0 || _output.Fault is not null)
        {
            throw Fault();
        }

        _output.FlushToDisk();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_file != 0)
        {
            _ = SndFile.Close(_file);
            _file = 0;
        }

        _output.Dispose();
    }

    private IOException Fault() => _output.Fault is { } fault
        ? new IOException($"{_path} cannot be written: {fault.Message}", fault)
        : new IOException($"{_path} cannot be encoded: {SndFile.Describe(_file)}.");

    private void Tag(int kind, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _ = SndFile.SetString(_file, kind, text);
        }
    }
}
