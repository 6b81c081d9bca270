using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>A fast "teechu": a rising note near 5 kHz and a fall from 5.9 to 4.1 kHz, four to six times.</summary>
internal sealed class CoalTit() : Song("Coal Tit", "Periparus ater", 3_600, 8_500)
{
    private static readonly Voice Whistle = new() { Overtones = [0.03], Attack = 0.01, Release = 0.02, DecayDecibels = -3 };

    private static readonly Voice Drop = new() { Overtones = [0.03], Attack = 0.006, Release = 0.05, DecayDecibels = 4 };

    /// <inheritdoc />
    public override int Variants => 2;

    /// <inheritdoc />
    public override double PauseSeconds => 0.9;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        for (var i = 4 + random.Index(3); i > 0; i--)
        {
            if (variant == 0)
            {
                strophe.Note(0.12, 0.85, Whistle, (0, 4_750), (0.4, 4_850), (1, 5_350));
                strophe.Rest(0.075);
                strophe.Note(0.23, 1, Drop, (0, 5_500), (0.1, 5_950), (0.2, 5_800), (0.45, 4_050), (0.7, 4_080), (1, 4_300));
                strophe.Rest(0.075);
            }
            else
            {
                strophe.Note(0.12, 0.85, Whistle, (0, 4_700), (0.5, 4_950), (1, 5_600));
                strophe.Rest(0.045);
                strophe.Note(0.15, 1, Drop, (0, 5_900), (0.3, 8_000), (0.45, 6_500), (0.65, 5_100), (1, 4_650));
                strophe.Rest(0.105);
            }
        }
    }
}
