using System.Globalization;
using AvianVox.Audio.Native;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Files;

/// <summary>
/// One stream of sound that libsndfile decodes. Notices a decoder that gives up early, which libsndfile itself does not report.
/// </summary>
internal sealed unsafe class SndFileDecoder : IDisposable
{
    /// <summary>Frames an MP3 decoder may lack or add at the ends without the file counting as damaged: two frames of the format.</summary>
    private const int Mp3Slack = 2 * 1_152;

    private readonly SndFileInput _input;
    private readonly SndFileInfo _info;
    private readonly string _path;
    private readonly bool _isMp3;
    private nint _file;
    private long _read;

    private SndFileDecoder(SndFileInput input, nint file, in SndFileInfo info, long? frames, string path)
    {
        _input = input;
        _file = file;
        _info = info;
        _path = path;
        _isMp3 = (info.Format & SndFile.ContainerMask) == SndFile.ContainerMpeg;
        Frames = frames;
    }

    /// <summary>Frames a second, in Hz.</summary>
    public int SampleRate => _info.SampleRate;

    /// <summary>Channels a frame.</summary>
    public int Channels => _info.Channels;

    /// <summary>Frames as the header says; null where it does not.</summary>
    public long? Frames { get; }

    /// <summary>Offset in the file behind what was read last.</summary>
    public long Position => _input.Position;

    /// <summary>Whether other files of its kind may stand behind it unheard; of MP3 streams all frames are one stream.</summary>
    public bool MayBeFollowed => (_info.Format & SndFile.ContainerMask) is SndFile.ContainerFlac or SndFile.ContainerOgg;

    /// <summary>One line for people: the format and encoding.</summary>
    public string Encoding => (_info.Format & SndFile.ContainerMask, _info.Format & 0xFFFF) switch
    {
        (SndFile.ContainerMpeg, _) => "MP3",
        (SndFile.ContainerFlac, _) => "FLAC",
        (SndFile.ContainerOgg, 0x60) => "Ogg Vorbis",
        (SndFile.ContainerOgg, 0x64) => "Ogg Opus",
        (0x010000 or 0x130000, var encoding) => $"WAV, compressed (libsndfile encoding 0x{encoding:x})",
        (0x020000, _) => "AIFF",
        (0x030000, _) => "AU",
        (0x0B0000, _) => "W64",
        (0x180000, _) => "CAF",
        var (container, _) => $"libsndfile container 0x{container:x}",
    };

    /// <summary>When the recording began, as its tags tell.</summary>
    public IEnumerable<ToldTime> Times
    {
        get
        {
            ToldTime?[] told =
            [
                SndFile.Text(_file, SndFile.CommentString) is { } comment ? HeaderTime.FromAudioMothComment(comment) : null,
                SndFile.Text(_file, SndFile.DateString) is { } date ? HeaderTime.FromDateTag(date) : null,
            ];
            return told.OfType<ToldTime>();
        }
    }

    /// <summary>Opens a stream.</summary>
    /// <param name="stream">The file; stays the caller's.</param>
    /// <param name="part">Where it stands.</param>
    /// <param name="mp3">What it is known to be, where it is MP3; null for others.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="AudioException">It cannot be decoded.</exception>
    public static SndFileDecoder Open(Stream stream, FilePart part, Mp3Stream? mp3, string path)
    {
        var input = mp3 is null
            ? new SndFileInput(stream, part.Start, part.Length, part.Length)
            : new SndFileInput(stream, mp3.Start, mp3.Length, mp3.StatedLength);
        var file = input.Open(out var info);
        try
        {
            if (file == 0)
            {
                var reason = mp3 is null ? SndFile.Describe(0) : "no frame of its MP3 stream is whole";
                throw new AudioException($"{path} cannot be decoded: {reason}. {AudioFile.Formats}") { IsUnknownFormat = true };
            }

            AudioBounds.Require(info.Channels, info.SampleRate, path);
            if (info.Frames == 0)
            {
                throw new AudioException($"{path} holds no samples.");
            }

            long? frames = mp3 is { HasLengthTag: false } ? mp3.Frames : info.Frames < long.MaxValue ? info.Frames : null;
            return new SndFileDecoder(input, file, info, frames, path);
        }
        catch
        {
            if (file != 0)
            {
                _ = SndFile.Close(file);
            }

            input.Dispose();
            throw;
        }
    }

    /// <summary>Samples so far that were no finite numbers.</summary>
    public long NotNumbers { get; private set; }

    /// <summary>Reads the next frames.</summary>
    /// <param name="interleaved">Room for at least one frame.</param>
    /// <returns>Frames read; 0 only at the end.</returns>
    /// <exception cref="AudioException">It is damaged from here on.</exception>
    public int Read(Span<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(_file == 0, this);
        long frames;
        fixed (float* samples = interleaved)
        {
            frames = SndFile.ReadFrames(_file, samples, interleaved.Length / Channels);
        }

        if (frames > 0)
        {
            _read += frames;
            foreach (ref var sample in interleaved[..((int)frames * Channels)])
            {
                if (!float.IsFinite(sample))
                {
                    sample = 0;
                    NotNumbers++;
                }
            }

            return (int)frames;
        }

        if (_input.Fault is { } fault)
        {
            throw new AudioException($"{_path} cannot be read: {fault.Message}", fault);
        }

        if (SndFile.Error(_file) != 0)
        {
            throw new AudioException($"{_path} is damaged after {Seconds(_read)}: {SndFile.Describe(_file)}.");
        }

        if (Frames is { } expected && _read < expected - (_isMp3 ? Mp3Slack : 0))
        {
            throw new AudioException($"{_path} is damaged: it can be decoded for {Seconds(_read)} of its {Seconds(expected)}.");
        }

        return 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_file != 0)
        {
            _ = SndFile.Close(_file);
            _file = 0;
            _input.Dispose();
        }
    }

    private string Seconds(long frames) => string.Create(CultureInfo.InvariantCulture, $"{(double)frames / SampleRate:0.00} s");
}
