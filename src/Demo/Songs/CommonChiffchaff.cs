using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>
/// Two kinds of notes in no set order, each a steep fall from 7.3 kHz: "chiff" stays at 4.6 kHz, "chaff" goes lower and hooks up.
/// </summary>
internal sealed class CommonChiffchaff() : Song("Common Chiffchaff", "Phylloscopus collybita", 3_000, 7_600)
{
    private static readonly Voice Fall = new() { Overtones = [0.03], Attack = 0.004, Release = 0.025, DecayDecibels = -2 };

    private static readonly Voice Hook = new() { Overtones = [0.03], Attack = 0.006, Release = 0.02, DecayDecibels = 6 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.2;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        for (var i = 9 + random.Index(4); i > 0; i--)
        {
            var level = random.Vary(0.9, 0.1);
            if (random.Unit() < 0.45)
            {
                strophe.Note(0.085, level, Fall, (0, 7_250), (0.3, 5_400), (0.5, 4_750), (1, 4_650));
                strophe.Rest(0.275);
            }
            else
            {
                strophe.Note(0.1, level, Fall, (0, 7_300), (0.35, 5_300), (0.75, 3_900), (1, 3_650));
                strophe.Note(0.05, 0.6 * level, Hook, (0, 3_700), (0.4, 4_350), (1, 4_100));
                strophe.Rest(0.215);
            }
        }
    }
}
