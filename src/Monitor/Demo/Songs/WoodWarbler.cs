using AvianVox.Monitor.Demo.Synthesis;

namespace AvianVox.Monitor.Demo.Songs;

/// <summary>A coin that spins on a plate: rising ticks that come faster and faster and become a shivering trill.</summary>
internal sealed class WoodWarbler() : Song("Wood Warbler", "Phylloscopus sibilatrix", 4_000, 9_600)
{
    private static readonly Voice Tick = new() { Attack = 0.003, Release = 0.006 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.7;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        var spacing = 0.17;
        for (var i = 0; i < 12; i++)
        {
            var grown = (i + 1) / 12.0;
            strophe.Note(0.026, 0.6 * grown, Tick, (0, 7_600 - (2_700 * grown)), (1, 9_100));
            strophe.Rest(spacing - 0.026);
            spacing = Math.Max(0.09, spacing * 0.93);
        }

        for (var i = 22 + random.Index(5); i > 0; i--)
        {
            strophe.Note(0.034, 1, Tick, (0, 4_500), (0.7, 6_600), (1, 7_950));
            strophe.Rest(0.017);
        }
    }
}
