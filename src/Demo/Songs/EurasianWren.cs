using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>Five loud seconds of clear notes and trills, a fast hard trill near the end.</summary>
internal sealed class EurasianWren() : Song("Eurasian Wren", "Troglodytes troglodytes", 3_000, 8_600)
{
    private static readonly Voice Clear = new() { Overtones = [0.03], Attack = 0.008, Release = 0.02 };

    private static readonly Voice Hard = new() { Overtones = [0.04], Attack = 0.003, Release = 0.006 };

    /// <inheritdoc />
    public override double PauseSeconds => 1.6;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        strophe.Note(0.06, 0.4, Clear, (0, 6_300), (1, 5_400));
        strophe.Rest(0.06);
        strophe.Note(0.08, 0.5, Clear, (0, 5_300), (0.6, 6_700), (1, 6_750));
        strophe.Rest(0.05);
        strophe.Note(0.16, 0.6, Clear, (0, 8_500), (0.35, 7_500), (1, 7_150));
        strophe.Rest(0.06);
        strophe.Note(0.06, 0.6, Clear, (0, 6_700), (1, 5_000));
        strophe.Rest(0.02);
        strophe.Note(0.08, 0.6, Clear, (0, 4_400), (1, 4_150));
        strophe.Rest(0.08);
        for (var i = 0; i < 8; i++)
        {
            strophe.Note(0.07, 0.8, Clear, (0, 5_050), (0.5, 5_150), (0.8, 5_700), (1, 5_900));
            strophe.Rest(0.022);
        }

        strophe.Rest(0.03);
        for (var i = 0; i < 9; i++)
        {
            strophe.Note(0.045, 0.8, Hard, (0, 5_400), (1, 3_250));
            strophe.Rest(0.012);
        }

        strophe.Rest(0.03);
        strophe.Note(0.12, 0.8, Clear, (0, 4_500), (0.15, 6_100), (0.6, 6_350), (1, 6_400));
        strophe.Rest(0.12);
        for (var i = 0; i < 6; i++)
        {
            strophe.Note(0.13, 1, Clear, (0, 6_900), (0.5, 5_700), (1, 3_900));
            strophe.Rest(0.04);
        }

        strophe.Note(0.08, 0.8, Clear, (0, 3_600), (1, 3_100));
        strophe.Rest(0.04);
        for (var i = 0; i < 28; i++)
        {
            strophe.Note(0.022, 0.75, Hard, (0, 7_000), (1, 3_700));
            strophe.Rest(0.008);
        }

        strophe.Note(0.09, 0.9, Clear, (0, 6_600), (0.3, 7_900), (1, 6_700));
        strophe.Rest(0.04);
        strophe.Note(0.09, 0.7, Clear, (0, 3_900), (1, 4_100));
    }
}
