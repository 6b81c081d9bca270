using System.Buffers.Binary;
using System.Security.Cryptography;
using AvianVox.Audio;
using AvianVox.Audio.Files;

namespace AvianVox.Training.Manifests;

/// <summary>Decodes a file to its end, in constant memory: only what decodes whole counts as a recording.</summary>
/// <remarks>
/// The sound's hash is taken of the sample rate and the mean over the channels rounded to 16 bits. So the same sound is found
/// whatever the file is called, whatever its tags say, and in WAV and FLAC alike; encoded with loss twice, it is another sound.
/// </remarks>
internal static class AudioCheck
{
    /// <summary>Frames decoded at a time.</summary>
    private const int BlockFrames = 16_384;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AudioException">The file is missing, no sound, damaged, cut short or without a sample.</exception>
    public static AudioFacts Read(string path, CancellationToken stop)
    {
        using var reader = AudioFile.Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[BlockFrames * sizeof(short)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, reader.SampleRate);
        hash.AppendData(bytes.AsSpan(0, sizeof(int)));
        var block = new float[BlockFrames * reader.Channels];
        long frames = 0;
        int count;
        while ((count = reader.Read(block)) > 0)
        {
            stop.ThrowIfCancellationRequested();
            for (var frame = 0; frame < count; frame++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(
                    bytes.AsSpan(frame * sizeof(short)), Sample(block.AsSpan(frame * reader.Channels, reader.Channels)));
            }

            hash.AppendData(bytes.AsSpan(0, count * sizeof(short)));
            frames += count;
        }

        if (frames == 0)
        {
            throw new AudioException($"{path} holds no samples.");
        }

        return new AudioFacts(
            (double)frames / reader.SampleRate,
            reader.SampleRate,
            reader.Channels,
            HashOf(path),
            Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static short Sample(ReadOnlySpan<float> channels)
    {
        var sum = 0f;
        foreach (var value in channels)
        {
            sum += value;
        }

        return (short)Math.Clamp(MathF.Round(sum / channels.Length * 32_768f), short.MinValue, short.MaxValue);
    }

    /// <summary>SHA-256 of a file's bytes, 64 lower-case hexadecimal digits.</summary>
    /// <param name="path">Path of the file.</param>
    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
