using AvianVox.Audio.Native;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Files;

/// <summary>
/// Reads what libsndfile decodes, all of it: where streams stand behind one another in a file, libsndfile stops after the first.
/// </summary>
internal sealed class SndFileReader : IAudioReader
{
    /// <summary>WAV format codes of MPEG audio.</summary>
    private static readonly int[] MpegCodes = [0x50, 0x55];

    /// <summary>
    /// Bytes behind the last frame of a FLAC stream from which on they are told: a decoder has read as many ahead, and tags are as long.
    /// </summary>
    private const int ManyBytes = 1 << 14;

    private readonly Stream _stream;
    private readonly string _path;
    private readonly long _length;
    private readonly List<string> _notes = [];
    private SndFileDecoder _decoder;

    /// <summary>Offset at which the present stream begins.</summary>
    private long _start;

    private int _streams = 1;

    /// <summary>Damage that was found before a stream which could be heard all the same.</summary>
    private AudioException? _damage;

    private bool _hasEnded;

    private SndFileReader(Stream stream, long start, SndFileDecoder decoder, WavLayout? wav, string path)
    {
        _stream = stream;
        _start = start;
        _decoder = decoder;
        _path = path;
        _length = stream.Length;
        SampleRate = decoder.SampleRate;
        Channels = decoder.Channels;
        Frames = decoder.Frames;
        Encoding = decoder.Encoding;
        Times = [.. wav?.Times ?? [], .. decoder.Times];
        _notes.AddRange(wav?.Repairs ?? []);
    }

    /// <inheritdoc />
    public int SampleRate { get; }

    /// <inheritdoc />
    public int Channels { get; }

    /// <summary>Those of the first stream, as its header says.</summary>
    public long? Frames { get; }

    /// <inheritdoc />
    public IReadOnlyList<ToldTime> Times { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc />
    public string Encoding { get; }

    /// <summary>Opens a file that is not ours to decode.</summary>
    /// <param name="stream">The file; disposed with the reader, or by the caller when this throws.</param>
    /// <param name="start">Offset at which it begins, behind what others put in front.</param>
    /// <param name="wav">Its layout when it is a WAV file.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="AudioException">It cannot be decoded, or libsndfile is not installed.</exception>
    public static SndFileReader Open(Stream stream, long start, WavLayout? wav, string path)
    {
        NativeLibraries.SndFile.Load();
        var whole = new FilePart(start, stream.Length - start, stream.Length - start, IsOpen: true);
        // The MP3 stream inside a WAV file is handed over alone: libsndfile would read on into the chunks behind it.
        var part = wav is not null && MpegCodes.Contains((int)wav.Format.Encoding) ? wav.Parts[0] : whole;
        var mayBeMp3 = part != whole || (wav is null && !IsMarkedContainer(stream, start));
        var mp3 = mayBeMp3 ? Mp3Stream.TryFind(stream, part.Start, part.Length) : null;
        return new SndFileReader(stream, start, SndFileDecoder.Open(stream, part, mp3, path), wav, path);
    }

    /// <inheritdoc />
    public long NotNumbers { get; private set; }

    /// <inheritdoc />
    public int Read(Span<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interleaved.Length, Channels);
        while (!_hasEnded)
        {
            try
            {
                var before = _decoder.NotNumbers;
                if (_decoder.Read(interleaved) is var frames and > 0)
                {
                    NotNumbers += _decoder.NotNumbers - before;
                    return frames;
                }
            }
            catch (AudioException damage)
            {
                _damage ??= damage;
            }

            if (!TryNext())
            {
                _hasEnded = true;
                TellEnd();
            }
        }

        return 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _decoder.Dispose();
        _stream.Dispose();
    }

    /// <summary>
    /// Whether the first bytes name an Ogg or FLAC file: compressed data look like an MPEG frame header every few tens of kilobytes, and
    /// must not be searched for one.
    /// </summary>
    private static bool IsMarkedContainer(Stream stream, long start)
    {
        Span<byte> mark = stackalloc byte[4];
        stream.Position = start;
        var read = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        return read == mark.Length && (mark.SequenceEqual("OggS"u8) || mark.SequenceEqual("fLaC"u8));
    }

    /// <summary>Goes on to the stream behind the present one.</summary>
    private bool TryNext()
    {
        try
        {
            if (!_decoder.MayBeFollowed || FollowingStream.Find(_stream, _start, _decoder.Position) is not { } start)
            {
                return false;
            }

            var next = SndFileDecoder.Open(_stream, new FilePart(start, _length - start, _length - start, IsOpen: true), null, _path);
            if (next.SampleRate != SampleRate || next.Channels != Channels)
            {
                _notes.Add($"behind it stands a recording of {next.Channels} channel(s) at {next.SampleRate:N0} Hz, which is not heard; "
                    + $"cut it apart");
                next.Dispose();
                return false;
            }

            _decoder.Dispose();
            (_decoder, _start) = (next, start);
            _streams++;
            return true;
        }
        catch (Exception fault) when (fault is AudioException or IOException)
        {
            _notes.Add("what stands behind its sound cannot be decoded");
            return false;
        }
    }

    private void TellEnd()
    {
        if (_streams > 1)
        {
            _notes.Add($"{_streams} recordings stand in it behind one another, and all are heard");
        }

        if (_decoder.Encoding == "FLAC" && _length - _decoder.Position > ManyBytes)
        {
            _notes.Add($"{_length - _decoder.Position:N0} bytes behind its last frame are no sound that can be decoded");
        }

        if (_stream.Length > _length)
        {
            _notes.Add("it grew while it was read; what was written later is not heard");
        }

        if (_damage is not null)
        {
            throw _damage;
        }
    }
}
