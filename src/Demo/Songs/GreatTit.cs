using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>The "teacher" song: two notes, high and low, over and over; or three steep falls with a low answer to each.</summary>
internal sealed class GreatTit() : Song("Great Tit", "Parus major", 3_300, 9_300)
{
    private static readonly Voice Bell = new() { Overtones = [0.02], Attack = 0.006, Release = 0.05, DecayDecibels = 10 };

    private static readonly Voice Slide = new() { Overtones = [0.02], Attack = 0.008, Release = 0.03, DecayDecibels = -3 };

    /// <inheritdoc />
    public override int Variants => 2;

    /// <inheritdoc />
    public override double PauseSeconds => 1;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        if (variant == 0)
        {
            for (var i = 6 + random.Index(3); i > 0; i--)
            {
                strophe.Note(0.14, 1, Bell, (0, 6_250), (0.25, 5_980), (1, 5_860));
                strophe.Rest(0.065);
                strophe.Note(0.16, 0.9, Bell, (0, 4_150), (0.2, 3_940), (1, 3_890));
                strophe.Rest(0.055);
            }
        }
        else
        {
            for (var i = 3 + random.Index(2); i > 0; i--)
            {
                strophe.Note(0.15, 0.7, Slide, (0, 5_900), (0.12, 8_900), (0.35, 7_200), (0.6, 6_100), (1, 5_850));
                strophe.Rest(0.06);
                strophe.Note(0.18, 1, Slide, (0, 5_900), (0.3, 4_900), (0.65, 4_450), (1, 4_300));
                strophe.Rest(0.09);
            }
        }
    }
}
