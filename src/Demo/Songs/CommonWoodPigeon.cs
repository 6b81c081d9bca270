using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Five hoarse coos, the second the longest: "hoo-HOO-hoo, hoo-hoo", around 480 Hz.</summary>
internal sealed class CommonWoodPigeon() : Song("Common Wood Pigeon", "Columba palumbus", 280, 720)
{
    private static readonly Voice Coo = new() { Overtones = [0.04, 0.02], Attack = 0.06, Release = 0.06, Roughness = 0.4, RoughnessHz = 110 };

    private static readonly Voice Hoarse = new() { Overtones = [0.05, 0.02], Attack = 0.04, Release = 0.08, Roughness = 0.8, RoughnessHz = 130, DecayDecibels = 5 };

    /// <inheritdoc />
    public override double PauseSeconds => 0.45;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        strophe.Note(0.34, 0.7, Coo, (0, 370), (0.4, 480), (0.8, 505), (1, 480));
        strophe.Rest(0.25);
        strophe.Note(0.68, 1, Coo, (0, 370), (0.25, 500), (0.5, 540), (0.8, 525), (1, 490));
        strophe.Rest(0.12);
        strophe.Note(0.38, 0.9, Hoarse, (0, 530), (0.3, 515), (1, 400));
        strophe.Rest(0.35);
        strophe.Note(0.32, 0.75, Hoarse, (0, 400), (0.4, 490), (1, 460));
        strophe.Rest(0.05);
        strophe.Note(0.38, 0.6, Coo, (0, 470), (0.3, 450), (1, 345));
    }
}
