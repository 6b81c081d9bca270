using AvianVox.Audio.Native;

namespace AvianVox.Audio.Files;

/// <summary>Reads what libsndfile decodes. Notices a decoder that gives up early, which libsndfile itself does not report.</summary>
internal sealed unsafe class SndFileReader : IAudioReader
{
    /// <summary>Frames an MP3 decoder may lack or add at the ends without the file counting as damaged: two frames of the format.</summary>
    private const int Mp3Slack = 2 * 1_152;

    private readonly SndFileInput _input;
    private readonly string _path;
    private readonly long _slack;
    private nint _file;
    private long _read;

    private SndFileReader(SndFileInput input, nint file, in SndFileInfo info, long? frames, bool isMp3, DateTimeOffset? recordedAt, string path)
    {
        _input = input;
        _file = file;
        _path = path;
        _slack = isMp3 ? Mp3Slack : 0;
        SampleRate = info.SampleRate;
        Channels = info.Channels;
        Frames = frames;
        RecordedAt = recordedAt;
        Encoding = Describe(info.Format);
    }

    /// <inheritdoc />
    public int SampleRate { get; }

    /// <inheritdoc />
    public int Channels { get; }

    /// <inheritdoc />
    public long? Frames { get; }

    /// <inheritdoc />
    public DateTimeOffset? RecordedAt { get; }

    /// <inheritdoc />
    public string Encoding { get; }

    /// <summary>Opens a file that is not ours to decode.</summary>
    /// <param name="stream">The file; disposed with the reader, or by the caller when this throws.</param>
    /// <param name="wav">Its header when it is a WAV file.</param>
    /// <param name="path">Named in errors, and asked for the time of recording where the header is silent.</param>
    /// <exception cref="AudioException">It cannot be decoded, or libsndfile is not installed.</exception>
    public static SndFileReader Open(Stream stream, WavHeader? wav, string path)
    {
        NativeLibraries.SndFile.Load();

        // The MP3 stream inside a WAV file is handed over alone: libsndfile would read on into the chunks behind it.
        var isMp3InWav = wav is { FormatCode: 0x50 or 0x55 };
        var (start, length) = isMp3InWav ? (wav!.DataStart, wav.DataLength) : (0L, stream.Length);
        var mp3 = isMp3InWav || (wav is null && !IsMarkedContainer(stream)) ? Mp3Stream.TryFind(stream, start, length) : null;
        var input = mp3 is null
            ? new SndFileInput(stream, start, length, length)
            : new SndFileInput(stream, mp3.Start, mp3.Length, mp3.StatedLength);
        var file = input.Open(out var info);
        if (file == 0)
        {
            var fault = mp3 is null ? SndFile.Describe(0) : "no frame of its MP3 stream is whole";
            input.Dispose();
            throw new AudioException($"{path} cannot be decoded: {fault}. It is damaged, or none of WAV, FLAC, Ogg Vorbis, Opus and MP3.");
        }

        var isMp3 = (info.Format & SndFile.ContainerMask) == SndFile.ContainerMpeg;
        long? frames = mp3 is { HasLengthTag: false } ? mp3.Frames : info.Frames < long.MaxValue ? info.Frames : null;
        if (info.Frames == 0)
        {
            _ = SndFile.Close(file);
            input.Dispose();
            throw new AudioException($"{path} holds no samples.");
        }

        var comment = SndFile.Comment(file);
        var recordedAt = wav?.RecordedAt ?? (comment is null ? null : RecordingTime.FromAudioMothComment(comment)) ?? RecordingTime.FromFileName(path);
        return new SndFileReader(input, file, info, frames, isMp3, recordedAt, path);
    }

    /// <inheritdoc />
    public int Read(Span<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interleaved.Length, Channels);
        ObjectDisposedException.ThrowIf(_file == 0, this);
        long frames;
        fixed (float* samples = interleaved)
        {
            frames = SndFile.ReadFrames(_file, samples, interleaved.Length / Channels);
        }

        _read += Math.Max(frames, 0);
        if (frames > 0)
        {
            foreach (ref var sample in interleaved[..((int)frames * Channels)])
            {
                sample = float.IsFinite(sample) ? sample : 0;
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

        if (Frames is { } expected && _read < expected - _slack)
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

    private string Seconds(long frames) => FormattableString.Invariant($"{(double)frames / SampleRate:0.00} s");

    private static string Describe(int format) => (format & SndFile.ContainerMask, format & 0xFFFF) switch
    {
        (SndFile.ContainerMpeg, _) => "MP3",
        (0x170000, _) => "FLAC",
        (0x200000, 0x60) => "Ogg Vorbis",
        (0x200000, 0x64) => "Ogg Opus",
        (0x010000 or 0x130000, var encoding) => $"WAV, compressed (libsndfile encoding 0x{encoding:x})",
        var (container, _) => $"libsndfile container 0x{container:x}",
    };

    /// <summary>Whether the first bytes name an Ogg or FLAC file: compressed data look like an MPEG frame header every few tens of kilobytes, and must not be searched for one.</summary>
    private static bool IsMarkedContainer(Stream stream)
    {
        Span<byte> mark = stackalloc byte[4];
        stream.Position = 0;
        var read = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        return read == mark.Length && (mark.SequenceEqual("OggS"u8) || mark.SequenceEqual("fLaC"u8));
    }
}
