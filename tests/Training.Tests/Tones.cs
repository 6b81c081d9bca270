using AvianVox.Audio.Files;
using AvianVox.TestSupport;

namespace AvianVox.Training.Tests;

/// <summary>Sounds made by our own code.</summary>
internal static class Tones
{
    public const int SampleRate = 8_000;

    /// <summary>Writes a tone.</summary>
    public static string Write(string path, double seconds = 0.5, double frequency = 1_000, bool isFloat = false, int channels = 1)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new WavWriter(path, SampleRate, channels, isFloat);
        var samples = new float[(int)(seconds * SampleRate) * channels];
        for (var i = 0; i < samples.Length; i++)
        {
            // Whole 16-bit steps, so that both encodings hold the same sound.
            samples[i] = MathF.Round(16_384 * MathF.Sin((float)(2 * Math.PI * frequency * (i / channels) / SampleRate))) / 32_768;
        }

        writer.Write(samples);
        return path;
    }

    /// <summary>The bytes of a WAV file with a tone.</summary>
    public static byte[] Wav(TempFolder temp, double seconds, double frequency) =>
        File.ReadAllBytes(Write(temp.File("tone.wav"), seconds, frequency));
}
