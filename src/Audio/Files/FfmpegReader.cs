using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AvianVox.Audio.Programs;
using AvianVox.Audio.Times;

namespace AvianVox.Audio.Files;

/// <summary>Reads what only ffmpeg decodes (M4A, WMA, video), through a pipe from a process of its own.</summary>
internal sealed class FfmpegReader : IAudioReader
{
    /// <summary>Longest chunk that may stand before the samples in what ffmpeg writes, in bytes.</summary>
    private const int MaxChunk = 1 << 16;

    private readonly ChildProgram _program;
    private readonly string _path;
    private readonly List<string> _notes = [];
    private bool _hasEnded;

    private FfmpegReader(ChildProgram program, string kind, string path)
    {
        _program = program;
        _path = path;
        Encoding = $"{kind}, decoded by ffmpeg";
    }

    /// <inheritdoc />
    public int SampleRate { get; private set; }

    /// <inheritdoc />
    public int Channels { get; private set; }

    /// <inheritdoc />
    public long? Frames => null;

    /// <inheritdoc />
    public IReadOnlyList<ToldTime> Times => [];

    /// <inheritdoc />
    public IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc />
    public string Encoding { get; }

    /// <summary>Starts ffmpeg on a file and reads the format it tells.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="kind">What it is, for people.</param>
    /// <exception cref="AudioException">ffmpeg is not installed, or cannot decode it.</exception>
    public static FfmpegReader Open(string path, string kind)
    {
        // A list of addresses is a format too: nothing but the file itself is opened, and nothing is asked of a network.
        string[] arguments =
        [
            "-protocol_whitelist", "file,pipe", "-i", $"file:{Path.GetFullPath(path)}",
            "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1",
        ];
        var program = Ffmpeg.Start(Ffmpeg.Name, arguments, $"decodes {path} ({kind})", TimeProvider.System);
        var reader = new FfmpegReader(program, kind, path);
        try
        {
            reader.ReadHeader();
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public long NotNumbers { get; private set; }

    /// <inheritdoc />
    public int Read(Span<float> interleaved)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interleaved.Length, Channels);
        if (_hasEnded)
        {
            return 0;
        }

        var bytes = MemoryMarshal.AsBytes(interleaved[..(interleaved.Length / Channels * Channels)]);
        var frames = ReadAll(bytes) / (sizeof(float) * Channels);
        var samples = interleaved[..(frames * Channels)];
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = BinaryPrimitives.ReadSingleLittleEndian(bytes[(sizeof(float) * i)..]);
            samples[i] = float.IsFinite(sample) ? sample : 0;
            NotNumbers += float.IsFinite(sample) ? 0 : 1;
        }

        if (frames == 0)
        {
            _hasEnded = true;
            TellEnd();
        }

        return frames;
    }

    /// <inheritdoc />
    public void Dispose() => _program.Dispose();

    /// <summary>Reads the header of the WAV stream: its lengths mean nothing, but channels and rate stand in it.</summary>
    private void ReadHeader()
    {
        Span<byte> head = stackalloc byte[12];
        if (ReadAll(head) < head.Length)
        {
            throw Refusal();
        }

        while (true)
        {
            var chunk = head[..RiffChunk.HeadLength];
            if (ReadAll(chunk) < chunk.Length)
            {
                throw Refusal();
            }

            if (chunk.StartsWith("data"u8))
            {
                break;
            }

            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            var content = new byte[Math.Min(size + (size % 2), MaxChunk)];
            if (ReadAll(content) < content.Length)
            {
                throw Refusal();
            }

            if (chunk.StartsWith("fmt "u8))
            {
                Channels = BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(2));
                SampleRate = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(4));
            }
        }

        AudioBounds.Require(Channels, SampleRate, _path);
    }

    private int ReadAll(Span<byte> bytes)
    {
        try
        {
            return _program.Output.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (IOException fault)
        {
            throw new AudioException($"{_path} cannot be read: {fault.Message}", fault);
        }
    }

    private void TellEnd()
    {
        Wait();
        if (_program.Complaint is { Length: > 0 } complaint)
        {
            if (_program.ExitCode != 0)
            {
                throw new AudioException($"{_path} is damaged. ffmpeg says: {complaint}.");
            }

            _notes.Add($"ffmpeg says: {complaint}");
        }
    }

    private AudioException Refusal()
    {
        Wait();
        return new AudioException(
            $"{_path} cannot be decoded. ffmpeg says: {(_program.Complaint is { Length: > 0 } complaint ? complaint : "nothing")}.");
    }

    private void Wait() => _program.WaitAsync().GetAwaiter().GetResult();
}
