using System.Buffers;

namespace AvianVox.Audio.Files;

/// <summary>
/// Opens recordings. WAV (8- to 32-bit integers, 32- and 64-bit floats, A-law, mu-law; RF64) is read by our own code; FLAC, Ogg Vorbis,
/// Opus, MP3 and the other encodings inside WAV by libsndfile. The content decides, never the name's ending.
/// </summary>
public static class AudioFile
{
    /// <summary>Frames read at a time when a whole recording is loaded.</summary>
    private const int BlockFrames = 16_384;

    /// <summary>Highest rate believed, in Hz; a header that says more is damaged, and would ask for buffers as large.</summary>
    private const int MaxSampleRate = 10_000_000;

    /// <summary>Most channels believed.</summary>
    private const int MaxChannels = 256;

    /// <summary>Opens a recording for streaming.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>A reader at the first frame; the caller disposes it.</returns>
    /// <exception cref="AudioException">The file is missing, unreadable, empty, of an unknown format or damaged, or the library that reads it is not installed.</exception>
    public static IAudioReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var stream = OpenStream(path);
        try
        {
            var header = WavHeader.TryRead(stream, path);
            IAudioReader reader = header is { Encoding: not WavEncoding.Other }
                ? new WavReader(stream, header, path)
                : SndFileReader.Open(stream, header, path);
            if (reader is { SampleRate: < 1 or > MaxSampleRate } or { Channels: < 1 or > MaxChannels })
            {
                var fault = $"{path} is damaged: its header says {reader.Channels} channels at {reader.SampleRate:N0} Hz.";
                reader.Dispose();
                throw new AudioException(fault);
            }

            return reader;
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
    /// <exception cref="AudioException">As for <see cref="Open"/>, or the file is damaged further on.</exception>
    public static MonoRecording ReadMono(string path)
    {
        using var reader = Open(path);
        var samples = new float[Math.Clamp(reader.Frames ?? 0, BlockFrames, Array.MaxLength)];
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
                        throw new AudioException($"{path} is too long to be held in memory: it has more than {Array.MaxLength:N0} samples. Cut it into shorter recordings.");
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
        return new MonoRecording(samples, reader.SampleRate, reader.RecordedAt);
    }

    private static FileStream OpenStream(string path)
    {
        if (Directory.Exists(path))
        {
            throw new AudioException($"{path} is a folder; a recording is a file.");
        }

        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65_536, FileOptions.SequentialScan);
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
            throw new AudioException($"{path} is a pipe or device; only files can be read as recordings. Give raw samples on standard input instead.");
        }

        if (stream.Length == 0)
        {
            stream.Dispose();
            throw new AudioException($"{path} is empty: it has 0 bytes.");
        }

        return stream;
    }
}
