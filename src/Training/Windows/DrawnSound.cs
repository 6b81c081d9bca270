namespace AvianVox.Training.Windows;

/// <summary>What chance decided about a training window.</summary>
/// <param name="Own">Its sound.</param>
/// <param name="Other">A sound of another draw, and the share m of the first: both are brought to the same level and mixed at
/// amplitudes m to 1 - m.</param>
/// <param name="Noise">What it is to be heard through, and by how many dB that is quieter.</param>
/// <param name="Gain">In dB, of all of it.</param>
/// <param name="Shift">Bands that the mel rows are moved up or, where negative, down by.</param>
/// <param name="Filter">Gains in dB at places evenly spaced from the lowest mel band to the highest, straight lines between them;
/// fewer than 2: none.</param>
/// <param name="Blanks">What is blanked.</param>
internal sealed record DrawnSound(
    SoundPart Own,
    (SoundPart Part, double Share)? Other,
    (SoundPart Part, double Ratio)? Noise,
    double Gain,
    int Shift,
    double[] Filter,
    IReadOnlyList<Blank> Blanks);
