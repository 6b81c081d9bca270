using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>A gentle cascade: some twenty notes that fall from 7 kHz to 2.3 kHz and fade.</summary>
internal sealed class WillowWarbler() : Song("Willow Warbler", "Phylloscopus trochilus", 2_200, 8_000)
{
    private static readonly Voice Fall = new() { Overtones = [0.02], Attack = 0.008, Release = 0.02 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.4;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        for (var i = 0; i < 5; i++)
        {
            strophe.Note(0.1, 0.4 + (0.15 * i), Fall, (0, 6_300 + (300 * i)), (0.3, 5_900), (0.7, 5_700), (1, 4_000));
            strophe.Rest(0.085);
        }

        for (var i = 0; i < 4; i++)
        {
            strophe.Note(0.12, 0.9, Fall, (0, 4_300), (0.4, 3_750), (1, 4_750));
            strophe.Rest(0.045);
        }

        for (var i = 0; i < 3; i++)
        {
            strophe.Note(0.13, 0.95, Fall, (0, 3_000), (0.4, 3_100), (0.8, 4_700), (1, 5_000));
            strophe.Rest(0.05);
        }

        for (var i = 0; i < 5; i++)
        {
            strophe.Note(0.15, 0.8 - (0.12 * i), Fall, (0, 2_500), (0.4, 2_400), (0.8, 3_500), (1, 3_400 - (150 * i)));
            strophe.Rest(0.05);
        }
    }
}
