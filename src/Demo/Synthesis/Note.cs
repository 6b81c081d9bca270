namespace AvianVox.Demo.Synthesis;

/// <summary>One continuous sound of a song.</summary>
/// <param name="Start">Seconds from the beginning of the strophe.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Level">Amplitude of the fundamental, relative to the loudest note of the song.</param>
/// <param name="Voice">Timbre.</param>
/// <param name="Pitch">At least one point, in rising order of place.</param>
public sealed record Note(double Start, double Seconds, double Level, Voice Voice, PitchPoint[] Pitch)
{
    /// <summary>Seconds from the beginning of the strophe to the note's end.</summary>
    public double End => Start + Seconds;
}
