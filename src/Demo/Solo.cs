using AvianVox.Demo.Songs;
using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo;

/// <summary>One bird that sings some strophes: what is really to be heard, and when.</summary>
/// <param name="Song">The species.</param>
/// <param name="Singer">The bird.</param>
/// <param name="Begin">Position of its first note, at <see cref="DawnChorus.SampleRate"/>.</param>
/// <param name="End">Position behind its last note, echoes not counted.</param>
/// <param name="Metres">Distance.</param>
/// <param name="PeakDecibels">Level of its loudest sample, in dB of full scale.</param>
/// <param name="Notes">Its notes; their starts count from <paramref name="Begin"/>.</param>
/// <param name="Seed">Seed of what is random in its sound.</param>
public sealed record Solo(
    Song Song, Singer Singer, long Begin, long End, double Metres, double PeakDecibels, IReadOnlyList<Note> Notes, ulong Seed)
{
    /// <summary>Position behind its last echo.</summary>
    public long EchoEnd => End + (long)(Surroundings.TailSeconds * DawnChorus.SampleRate);

    /// <summary>Makes the sound of it, as it arrives at the microphone.</summary>
    /// <returns>Samples from <see cref="Begin"/> to <see cref="EchoEnd"/>.</returns>
    public float[] Render()
    {
        var random = new SongRandom(Seed);
        var samples = new float[EchoEnd - Begin];
        foreach (var note in Notes)
        {
            NoteRenderer.Add(note, 0, samples, random);
        }

        Surroundings.Apply(samples, Metres, random);
        var peak = 0f;
        foreach (var sample in samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        var gain = (float)(Math.Pow(10, PeakDecibels / 20) / Math.Max(peak, 1e-9f));
        foreach (ref var sample in samples.AsSpan())
        {
            sample *= gain;
        }

        return samples;
    }
}
