using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Three cooing notes, the middle one the longest: "u-UUH-u", near 530 Hz, on and on.</summary>
internal sealed class EurasianCollaredDove() : Song("Eurasian Collared Dove", "Streptopelia decaocto", 330, 640)
{
    private static readonly Voice Coo = new() { Overtones = [0.03, 0.02], Attack = 0.05, Release = 0.06, Roughness = 0.06, RoughnessHz = 60 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.0;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        strophe.Note(0.23, 0.7, Coo, (0, 370), (0.35, 490), (0.7, 535), (1, 490));
        strophe.Rest(0.07);
        strophe.Note(0.54, 1, Coo, (0, 470), (0.15, 525), (0.45, 545), (0.8, 505), (1, 440));
        strophe.Rest(0.22);
        strophe.Note(0.31, 0.8, Coo, (0, 480), (0.15, 530), (0.5, 500), (1, 390));
    }
}
