using System.Security.Cryptography;
using AvianVox.Audio;
using AvianVox.Training.Sounds;

namespace AvianVox.Training.Manifests;

/// <summary>Decodes a file to its end, in constant memory: only what decodes whole counts as a recording.</summary>
internal static class AudioCheck
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AudioException">
    /// The file is missing, no sound, damaged, cut short or without a sample, or its samples are not what its header says.
    /// </exception>
    public static AudioFacts Read(string path, CancellationToken stop)
    {
        using var meter = new SoundMeter();
        var (rate, channels) = (0, 0);
        SoundBlocks.Read(
            path,
            (own, count) =>
            {
                (rate, channels) = (own, count);
                meter.Begin(own);
            },
            meter.Add,
            stop);
        var identity = meter.Identity();
        return new AudioFacts(identity.Seconds, rate, channels, HashOf(path), identity.Sha256);
    }

    /// <summary>SHA-256 of a file's bytes, 64 lower-case hexadecimal digits.</summary>
    /// <param name="path">Path of the file.</param>
    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
