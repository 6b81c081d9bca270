using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Short loud motifs, each said two to four times before the next.</summary>
internal sealed class SongThrush() : Song("Song Thrush", "Turdus philomelos", 1_700, 6_500)
{
    private static readonly Voice Ringing = new() { Overtones = [0.1, 0.03], Attack = 0.008, Release = 0.03 };

    private static readonly Voice Sharp = new() { Overtones = [0.15, 0.05], Attack = 0.005, Release = 0.02, VibratoHz = 70, VibratoDepth = 0.04 };

    /// <inheritdoc />
    public override double PauseSeconds => 0.5;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        var syllables = new (double Seconds, double From, double Over, double To, Voice Voice)[1 + random.Index(3)];
        for (var i = 0; i < syllables.Length; i++)
        {
            var hz = random.Between(2_200, 4_000);
            syllables[i] = (
                random.Between(0.07, 0.18),
                hz * random.Between(0.75, 1.3),
                hz,
                hz * random.Between(0.8, 1.25),
                random.Unit() < 0.3 ? Sharp : Ringing);
        }

        for (var i = 2 + random.Index(3); i > 0; i--)
        {
            foreach (var (seconds, from, over, to, voice) in syllables)
            {
                strophe.Note(seconds, random.Vary(0.9, 0.1), voice, (0, from), (0.5, over), (1, to));
                strophe.Rest(0.035);
            }

            strophe.Rest(0.09);
        }
    }
}
