using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>A coin that spins on a plate: rising ticks that come faster and faster and become a shivering trill.</summary>
internal sealed class WoodWarbler() : Song("Wood Warbler", "Phylloscopus sibilatrix", 3_800, 9_600)
{
    private static readonly Voice Tick = new() { Attack = 0.003, Release = 0.006 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.2;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        var spacing = 0.17;
        for (var i = 0; i < 12; i++)
        {
            var grown = (i + 1) / 12.0;
            strophe.Note(0.026, 0.6 * grown, Tick, (0, 7_600 - (3_600 * grown)), (1, 9_000));
            strophe.Rest(spacing - 0.026);
            spacing = Math.Max(0.09, spacing * 0.93);
        }

        for (var i = 22 + random.Index(5); i > 0; i--)
        {
            strophe.Note(0.024, 1, Tick, (0, 4_100), (0.35, 5_600), (1, 8_000));
            strophe.Rest(0.027);
        }
    }
}
