using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>"A little bit of bread and no cheese": ten buzzing notes that swell and rise, and one long note at 4.8 kHz.</summary>
internal sealed class Yellowhammer() : Song("Yellowhammer", "Emberiza citrinella", 3_200, 7_000)
{
    private static readonly Voice Tick = new() { Attack = 0.005, Release = 0.012 };

    private static readonly Voice Buzz = new() { Attack = 0.006, Release = 0.015, VibratoHz = 110, VibratoDepth = 0.07, TremoloHz = 110, TremoloDepth = 0.5 };

    private static readonly Voice Long = new() { Attack = 0.02, Release = 0.04, TremoloHz = 216, TremoloDepth = 0.5, DecayDecibels = 3 };

    private static readonly Voice Sweep = new() { Attack = 0.008, Release = 0.015, VibratoHz = 150, VibratoDepth = 0.05, TremoloHz = 150, TremoloDepth = 0.6 };

    /// <inheritdoc />
    public override int Variants => 2;

    /// <inheritdoc />
    public override double PauseSeconds => 1.3;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        const int Notes = 10;
        for (var i = 0; i < Notes; i++)
        {
            var grown = (i + 1.0) / Notes;
            if (variant == 1)
            {
                strophe.Under(0.05, 0.6 * grown, Tick, (0, 6_250 + (250 * grown)), (1, 6_100));
                strophe.Rest(0.035);
                strophe.Note(0.075, grown, Sweep, (0, 5_300), (0.5, 4_500), (1, 3_500));
                strophe.Rest(0.037);
                continue;
            }

            var hz = 5_150 + (1_100 * grown);
            strophe.Note(0.05, 0.9 * grown, Tick, (0, 4_250), (0.5, 4_500), (1, 4_700));
            strophe.Rest(0.02);
            strophe.Note(0.06, grown, Buzz, (0, 1.05 * hz), (1, 0.97 * hz));
            strophe.Rest(0.04);
        }

        strophe.Rest(0.1);
        strophe.Note(0.5, 0.9, Long, (0, 4_830), (1, 4_640));
    }
}
