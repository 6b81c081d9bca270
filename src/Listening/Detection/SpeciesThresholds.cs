namespace AvianVox.Listening.Detection;

/// <summary>
/// The threshold of each label at one source: as configured, or lowered for a while after a sure detection. Only sure
/// windows prolong that time, so that no lowered threshold keeps itself low. Allocates nothing after construction.
/// </summary>
public sealed class SpeciesThresholds
{
    private readonly double[] _thresholds;

    /// <summary>The same in the precision of the probabilities, so that 0.9 reaches 0.9.</summary>
    private readonly float[] _limits;
    private readonly double[] _lowered;

    /// <summary>The same in the precision of the probabilities.</summary>
    private readonly float[] _loweredLimits;

    /// <summary>Positions up to which the lowered thresholds hold.</summary>
    private readonly long[] _until;

    /// <summary>Probability from which a window is sure; over 1 where none is.</summary>
    private readonly float _sureAt;

    /// <summary>How long a lowered threshold holds, in samples.</summary>
    private readonly long _samples;

    /// <summary>Creates the thresholds of one source.</summary>
    /// <param name="thresholds">One per label, over 0 to 1.</param>
    /// <param name="options">How they are lowered.</param>
    /// <param name="sampleRate">Rate of the source in Hz.</param>
    public SpeciesThresholds(IReadOnlyList<double> thresholds, DynamicThresholdOptions options, int sampleRate)
    {
        _thresholds = [.. thresholds];
        _limits = [.. _thresholds.Select(threshold => (float)threshold)];
        _lowered = [.. _thresholds.Select(threshold => Math.Min(threshold, Math.Max(options.Least, threshold * options.Factor)))];
        _loweredLimits = [.. _lowered.Select(threshold => (float)threshold)];
        _until = new long[_thresholds.Length];
        Array.Fill(_until, long.MinValue);
        _sureAt = (float)(options.SureAt ?? 2);
        _samples = (long)Math.Round(options.Hours * 3_600 * sampleRate);
    }

    /// <summary>Number of labels.</summary>
    public int Count => _thresholds.Length;

    /// <summary>Whether a window is positive for a label.</summary>
    /// <param name="label">Index of the label.</param>
    /// <param name="position">First sample of the window.</param>
    /// <param name="probability">Probability of the label in it; what is not a number is never positive.</param>
    public bool Reaches(int label, long position, float probability) =>
        probability >= _limits[label] || (position < _until[label] && probability >= _loweredLimits[label]);

    /// <summary>The threshold that holds for a label.</summary>
    /// <param name="label">Index of the label.</param>
    /// <param name="position">First sample of a window.</param>
    public double At(int label, long position) => position < _until[label] ? _lowered[label] : _thresholds[label];

    /// <summary>Learns of the confidence of a detection that no rule rejected.</summary>
    /// <param name="label">Index of the label.</param>
    /// <param name="position">First sample of the window.</param>
    /// <param name="probability">The confidence.</param>
    public void Heard(int label, long position, float probability)
    {
        if (probability >= _sureAt)
        {
            _until[label] = position + _samples;
        }
    }
}
