using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>A ringing series of rising whistles, 2.2 to 3.5 kHz: fast as a trill, or slow and drawn out.</summary>
internal sealed class EurasianNuthatch() : Song("Eurasian Nuthatch", "Sitta europaea", 1_900, 3_800)
{
    private static readonly Voice Whistle = new() { Overtones = [0.05, 0.02], Attack = 0.015, Release = 0.02 };

    /// <inheritdoc />
    public override int Variants => 2;

    /// <inheritdoc />
    public override double PauseSeconds => 1;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        if (variant == 0)
        {
            for (var i = 9 + random.Index(4); i > 0; i--)
            {
                strophe.Note(0.095, 1, Whistle, (0, 2_200), (0.3, 2_550), (0.8, 3_350), (1, 3_450));
                strophe.Rest(0.05);
            }
        }
        else
        {
            for (var i = 3 + random.Index(2); i > 0; i--)
            {
                strophe.Note(0.31, 1, Whistle, (0, 2_550), (0.35, 3_150), (0.6, 3_400), (0.92, 3_420), (1, 2_600));
                strophe.Rest(0.3);
            }
        }
    }
}
