using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Short phrases that leap between thin notes at 7 kHz and warbles at 3.5 kHz.</summary>
internal sealed class EuropeanRobin() : Song("European Robin", "Erithacus rubecula", 2_500, 8_800)
{
    private static readonly Voice Thin = new() { Overtones = [0.02], Attack = 0.01, Release = 0.03 };

    private static readonly Voice Warble = new() { Overtones = [0.06], Attack = 0.01, Release = 0.04, VibratoHz = 32, VibratoDepth = 0.09, TremoloHz = 32, TremoloDepth = 0.4 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.4;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        var high = random.Unit() < 0.6;
        for (var i = 3 + random.Index(3); i > 0; i--, high = !high)
        {
            if (high)
            {
                var hz = random.Between(6_600, 7_900);
                for (var k = 1 + random.Index(3); k > 0; k--)
                {
                    strophe.Note(
                        random.Between(0.12, 0.22),
                        random.Between(0.5, 0.8),
                        Thin,
                        (0, 1.1 * hz),
                        (0.3, 0.93 * hz),
                        (0.6, hz),
                        (1, 0.95 * hz));
                    strophe.Rest(0.03);
                }
            }
            else
            {
                var hz = random.Between(3_100, 4_000);
                strophe.Note(0.09, 0.8, Thin, (0, 1.9 * hz), (0.5, 1.2 * hz), (1, hz));
                strophe.Note(random.Between(0.25, 0.5), 1, random.Unit() < 0.6 ? Warble : Thin, (0, hz), (0.5, 1.05 * hz), (1, 0.93 * hz));
                strophe.Rest(0.05);
            }
        }
    }
}
