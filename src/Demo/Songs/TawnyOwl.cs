using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>A long hoot that sinks from 930 Hz; after a silence a short one, and then the wavering hoot.</summary>
internal sealed class TawnyOwl() : Song("Tawny Owl", "Strix aluco", 560, 1_050)
{
    private static readonly Voice Hoot = new() { Overtones = [0.008, 0.02], Attack = 0.06, Release = 0.15, DecayDecibels = 4 };

    private static readonly Voice Waver = new()
    {
        Overtones = [0.01, 0.02],
        Attack = 0.08,
        Release = 0.25,
        VibratoHz = 14,
        VibratoDepth = 0.03,
        TremoloHz = 14,
        TremoloDepth = 0.6,
    };

    /// <inheritdoc />
    public override double PauseSeconds => 1.6;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        strophe.Note(1.0, 1, Hoot, (0, 690), (0.05, 900), (0.15, 935), (0.45, 900), (0.75, 790), (1, 600));
        strophe.Rest(random.Between(1.8, 2.4));
        strophe.Note(0.13, 0.5, Hoot, (0, 700), (0.3, 840), (1, 790));
        strophe.Rest(0.55);
        strophe.Note(1.4, 0.9, Waver, (0, 780), (0.1, 850), (0.4, 900), (0.7, 870), (1, 740));
    }
}
