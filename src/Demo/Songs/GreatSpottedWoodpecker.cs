using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>
/// A drum roll on a hollow branch: some fourteen blows that quicken and fade, each rings at about 1.1 kHz for an instant.
/// </summary>
internal sealed class GreatSpottedWoodpecker() : Song("Great Spotted Woodpecker", "Dendrocopos major", 300, 3_000)
{
    private static readonly Voice Wood = new() { Attack = 0.001, Release = 0.01, DecayDecibels = 32, Roughness = 0.5, RoughnessHz = 300 };

    /// <summary>Resonances of the branch, in Hz, and their strengths.</summary>
    private static readonly (double Hz, double Level)[] Resonances = [(520, 0.35), (1_075, 1), (1_650, 0.4), (2_500, 0.2), (4_100, 0.06)];

    /// <inheritdoc />
    public override double PauseSeconds => 1.9;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        var spacing = 0.058;
        for (var i = 14 + random.Index(3); i > 0; i--)
        {
            foreach (var (hz, level) in Resonances)
            {
                strophe.Under(0.035, 0.5 * level * Math.Min(1, 0.3 + (0.08 * i)), Wood, (0, random.Vary(hz, 0.01)));
            }

            strophe.Rest(spacing);
            spacing *= 0.975;
        }
    }
}
