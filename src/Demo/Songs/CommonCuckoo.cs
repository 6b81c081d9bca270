using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Two clear notes, the second a third lower: the first slides from about 760 to 630 Hz, the second stays near 575 Hz.</summary>
internal sealed class CommonCuckoo() : Song("Common Cuckoo", "Cuculus canorus", 450, 950)
{
    private static readonly Voice High = new() { Overtones = [0.12, 0.03], Attack = 0.015, Release = 0.04 };

    private static readonly Voice Low = new() { Overtones = [0.1, 0.03], Attack = 0.02, Release = 0.06 };

    /// <inheritdoc />
    public override double PauseSeconds => 0.85;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        strophe.Note(0.15, 1, High, (0, 580), (0.3, 765), (0.55, 760), (1, 630));
        strophe.Rest(0.2);
        strophe.Note(0.28, 0.8, Low, (0, 580), (0.15, 577), (0.8, 571), (1, 555));
    }
}
