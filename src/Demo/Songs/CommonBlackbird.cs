using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Mellow fluted phrases between 1.6 and 2.9 kHz, each closed by a high, thin twitter.</summary>
internal sealed class CommonBlackbird() : Song("Common Blackbird", "Turdus merula", 1_300, 7_500)
{
    private static readonly Voice Flute = new() { Overtones = [0.12, 0.05], Attack = 0.02, Release = 0.03 };

    private static readonly Voice Reed = new() { Overtones = [0.25, 0.1], Attack = 0.015, Release = 0.03, TremoloHz = 90, TremoloDepth = 0.5, VibratoHz = 90, VibratoDepth = 0.03 };

    private static readonly Voice Thin = new() { Overtones = [0.05], Attack = 0.005, Release = 0.01 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.3;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        for (var i = 4 + random.Index(3); i > 0; i--)
        {
            var hz = random.Between(1_650, 2_500);
            var voice = random.Unit() < 0.25 ? Reed : Flute;
            var bend = random.Between(-0.18, 0.18);
            strophe.Note(
                random.Between(0.12, 0.28),
                random.Between(0.75, 1),
                voice,
                (0, hz * (1 + bend)),
                (0.5, hz),
                (1, hz * (1 + (bend * random.Noise()))));
            strophe.Rest(random.Between(0.02, 0.07));
        }

        for (var i = 3 + random.Index(4); i > 0; i--)
        {
            var hz = random.Between(3_800, 6_000);
            strophe.Note(0.05, 0.3, Thin, (0, hz), (0.5, 1.25 * hz), (1, 0.8 * hz));
            strophe.Rest(0.015);
        }
    }
}
