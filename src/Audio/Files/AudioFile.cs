using System.Buffers;
using AvianVox.Audio.Native;

namespace AvianVox.Audio.Files;

/// <summary>
/// Opens recordings. WAV (8- to 32-bit integers, 32- and 64-bit floats, A-law, mu-law; RF64, BW64) needs nothing installed; FLAC, Ogg
/// Vorbis,
/// Opus, MP3, AIFF, W64, CAF, AU and the other encodings inside WAV are decoded by libsndfile; M4A, WMA, WebM, video and whatever else by
/// ffmpeg. The content decides, never the name's ending.
/// </summary>
public static class AudioFile
{
    /// <summary>What a damaged or unknown file is not.</summary>
    internal const string Formats = "It is damaged, or none of WAV, FLAC, Ogg Vorbis, Opus, MP3, AIFF, W64, CAF and AU.";

    /// <summary>Frames read at a time when a whole recording is loaded.</summary>
    private const int BlockFrames = 16_384;

    /// <summary>Zeros at the begin of a file from which on it was plainly never written.</summary>
    private const int ManyZeros = 1 << 12;

    /// <summary>Opens a recording for streaming. Blocks for as long as the file system does.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>A reader at the first frame; the caller disposes it.</returns>
    /// <exception cref="AudioException">
    /// The file is missing, unreadable, empty, of an unknown format or damaged, or the program or library that reads it is not installed.
    /// </exception>
    public static IAudioReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var stream = OpenStream(path);
        try
        {
            return Open(stream, path);
        }
        catch (IOException fault)
        {
            stream.Dispose();
            throw new AudioException($"{path} cannot be read: {fault.Message}", fault);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Loads a whole recording, its channels mixed to one by their mean.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="AudioException">As for <see cref="Open(string)"/>, or the file is damaged further on.</exception>
    public static MonoRecording ReadMono(string path)
    {
        using var reader = Open(path);
        // What a header promises is not believed: room is made for what has come.
        var samples = new float[BlockFrames];
        var count = 0;
        var block = ArrayPool<float>.Shared.Rent(BlockFrames * reader.Channels);
        try
        {
            int frames;
            while ((frames = reader.Read(block.AsSpan(0, BlockFrames * reader.Channels))) > 0)
            {
                if (count + frames > samples.Length)
                {
                    if (samples.Length == Array.MaxLength)
                    {
                        throw new AudioException(
                            $"{path} is too long to be held in memory: it has more than {Array.MaxLength:N0} samples. Cut it into shorter "
                                + $"recordings.");
                    }

                    Array.Resize(ref samples, (int)Math.Min(Array.MaxLength, Math.Max(2L * samples.Length, count + frames)));
                }

                ChannelMix.ToMono(block.AsSpan(0, frames * reader.Channels), reader.Channels).CopyTo(samples.AsSpan(count));
                count += frames;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
        }

        Array.Resize(ref samples, count);
        return new MonoRecording(samples, reader.SampleRate);
    }

    private static IAudioReader Open(FileStream stream, string path)
    {
        var start = Id3Tag.Skip(stream, 0, stream.Length);
        RefuseZeros(stream, start, path);
        var wav = WavScan.TryRead(stream, start, path);
        if (wav is { IsLinear: true })
        {
            return new WavReader(stream, wav, path);
        }

        if ((wav is null ? ForeignFormat.Of(Head(stream, start)) : ForeignFormat.Of(wav)) is { } foreign)
        {
            stream.Dispose();
            return foreign.Refusal is null
                ? FfmpegReader.Open(path, foreign.Name)
                : throw new AudioException($"{path} is a {foreign.Name} file. {foreign.Refusal}.");
        }

        try
        {
            return SndFileReader.Open(stream, start, wav, path);
        }
        catch (AudioException fault) when (fault.IsUnknownFormat && (wav is not null || IsContainer(Head(stream, start))))
        {
            // A container that libsndfile knows, around a codec that it does not.
            stream.Dispose();
            return FfmpegReader.Open(path, wav is null ? "sound in a container" : "WAV");
        }
    }

    private static bool IsContainer(ReadOnlySpan<byte> head) =>
        head.StartsWith("caff"u8) || head.StartsWith("FORM"u8) || head.StartsWith("riff"u8) || head.StartsWith(".snd"u8);

    private static byte[] Head(Stream stream, long start)
    {
        var head = new byte[ForeignFormat.HeadLength];
        stream.Position = start;
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read];
    }

    /// <summary>A recorder whose power failed leaves a file of the right size that it never wrote to.</summary>
    private static void RefuseZeros(FileStream stream, long start, string path)
    {
        var length = (int)Math.Min(ManyZeros, stream.Length - start);
        var head = ArrayPool<byte>.Shared.Rent(ManyZeros);
        stream.Position = start;
        var read = stream.ReadAtLeast(head.AsSpan(0, length), length, throwOnEndOfStream: false);
        var isZero = read > 0 && !head.AsSpan(0, read).ContainsAnyExcept((byte)0);
        ArrayPool<byte>.Shared.Return(head);
        if (isZero)
        {
            throw new AudioException(
                $"{path} holds no recording: it begins with {read:N0} zeros, as a recorder leaves a file that it made room for and did "
                    + $"not come to write.");
        }
    }

    private static FileStream OpenStream(string path)
    {
        if (Directory.Exists(path))
        {
            throw new AudioException($"{path} is a folder; a recording is a file.");
        }

        if (FileKind.IsPipeOrDevice(path))
        {
            // Before it is opened: a named pipe lets nobody in until somebody writes to it.
            throw new AudioException(
                $"{path} is a pipe or device; only files can be read as recordings. Give raw samples on standard input instead: --source "
                    + $"- < {path}");
        }

        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65_536,
                FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AudioException($"{path} does not exist.", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new AudioException($"{path} may not be read by this user: give it read permission.", fault);
        }
        catch (IOException fault)
        {
            throw new AudioException($"{path} cannot be read: {fault.Message}", fault);
        }

        if (!stream.CanSeek)
        {
            stream.Dispose();
            throw new AudioException(
                $"{path} is a pipe or device; only files can be read as recordings. Give raw samples on standard input instead.");
        }

        if (stream.Length == 0)
        {
            stream.Dispose();
            throw new AudioException($"{path} is empty: it has 0 bytes.");
        }

        return stream;
    }
}
