using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Very high and thin: a rocking group of three notes near 7 kHz, eight times, with a flourish.</summary>
internal sealed class Goldcrest() : Song("Goldcrest", "Regulus regulus", 4_200, 8_800)
{
    private static readonly Voice Thin = new() { Attack = 0.012, Release = 0.02 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.5;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        const int Groups = 9;
        for (var i = 0; i < Groups; i++)
        {
            var level = 0.4 + (0.6 * i / Groups);
            var sunk = 1 - (0.04 * i / Groups);
            strophe.Note(0.085, level, Thin, (0, 7_250 * sunk), (1, 7_150 * sunk));
            strophe.Rest(0.005);
            strophe.Note(0.08, 0.7 * level, Thin, (0, 4_400), (0.15, 5_700), (1, 5_980));
            strophe.Rest(0.005);
            strophe.Note(0.08, level, Thin, (0, 6_950 * sunk), (1, 6_800 * sunk));
            strophe.Rest(0.01);
        }

        strophe.Note(0.12, 1, Thin, (0, 7_800), (1, 6_300));
        strophe.Rest(0.01);
        strophe.Note(0.1, 0.9, Thin, (0, 6_200), (1, 5_000));
        for (var i = 0; i < 5; i++)
        {
            strophe.Note(0.03, 0.8, Thin, (0, 8_400), (1, 5_200));
            strophe.Rest(0.012);
        }
    }
}
