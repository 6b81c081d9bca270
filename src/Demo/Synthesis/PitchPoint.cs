namespace AvianVox.Demo.Synthesis;

/// <summary>One point of a note's pitch; between points the logarithm of the frequency moves in a straight line.</summary>
/// <param name="At">Place in the note, 0 to 1.</param>
/// <param name="Hz">Frequency of the fundamental.</param>
public readonly record struct PitchPoint(double At, double Hz)
{
    /// <summary>A point from a pair, so that a pitch reads as a list of pairs.</summary>
    public static implicit operator PitchPoint((double At, double Hz) pair) => new(pair.At, pair.Hz);
}
