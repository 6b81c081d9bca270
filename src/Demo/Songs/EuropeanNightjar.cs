using AvianVox.Demo.Synthesis;

namespace AvianVox.Demo.Songs;

/// <summary>
/// A churr of 27 pulses a second that goes on for minutes, at 1.95 kHz while breathing out and 1.6 kHz while breathing in.
/// </summary>
internal sealed class EuropeanNightjar() : Song("European Nightjar", "Caprimulgus europaeus", 900, 2_700)
{
    private static readonly Voice Out = new() { Overtones = [0.03], Attack = 0.08, Release = 0.04, TremoloHz = 27.5, TremoloDepth = 0.92, VibratoHz = 27.5, VibratoDepth = 0.11, Roughness = 0.2, RoughnessHz = 200 };

    private static readonly Voice In = new() { Overtones = [0.03], Attack = 0.03, Release = 0.03, TremoloHz = 42, TremoloDepth = 0.8, VibratoHz = 42, VibratoDepth = 0.08, Roughness = 0.2, RoughnessHz = 200 };

    /// <inheritdoc />
    public override double PauseSeconds => 0.05;

    /// <inheritdoc />
    public override void Sing(Strophe strophe, int variant, SongRandom random)
    {
        var breath = random.Between(1.6, 2.4);
        strophe.Under(breath, 0.25, Out, (0, 1_400), (1, 1_430));
        strophe.Note(breath, 1, Out, (0, 1_930), (1, 1_960));
        strophe.Note(random.Between(0.6, 0.9), 0.7, In, (0, 1_600), (1, 1_620));
    }
}
