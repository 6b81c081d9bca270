using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Naming;

namespace AvianVox.Bench.Workshop;

/// <summary>Recordings in memory, as many species as the study had and one class of noise: what training draws its windows from.</summary>
internal static class SyntheticRecordings
{
    private const int Species = 91;
    private const double Seconds = 6;

    /// <summary>Makes them; what they sound like does not matter to speed, their number and length hardly.</summary>
    /// <param name="sampleRate">Sample rate in Hz.</param>
    public static IReadOnlyList<Clip> Make(int sampleRate)
    {
        var random = new Random(1);
        float[] noise = [.. Enumerable.Range(0, (int)(Seconds * sampleRate)).Select(_ => random.NextSingle() - 0.5f)];
        return
        [
            .. Enumerable.Range(0, Species).Select(
                s => Make(new SoundClass($"Avis {s:00}", $"Bird {s:00}", LabelKind.Bird), noise, 500 + (60 * s), sampleRate)),
            Make(SoundClass.Noise, noise, 0, sampleRate),
        ];
    }

    private static Clip Make(SoundClass sound, float[] noise, double hertz, int sampleRate)
    {
        var samples = new float[noise.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (0.1f * noise[i]) + (hertz > 0 ? 0.3f * MathF.Sin((float)(2 * Math.PI * hertz * i / sampleRate)) : 0);
        }

        return new Clip(
            new Recording($"/synthetic/{sound.ScientificName}.wav", "synthetic", sound.ScientificName, sound, "", ""),
            samples,
            samples.Length);
    }
}
