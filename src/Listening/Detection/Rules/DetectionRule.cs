namespace AvianVox.Listening.Detection.Rules;

/// <summary>
/// One reason for which something that was heard becomes no detection. Belongs to one source and to the thread that
/// classifies it; allocates nothing but in <see cref="Reason"/>.
/// </summary>
/// <param name="kind">Which one.</param>
public abstract class DetectionRule(RuleKind kind)
{
    /// <summary>Which one.</summary>
    public RuleKind Kind { get; } = kind;

    /// <summary>Hears every window, before anything in it is judged.</summary>
    /// <param name="upTo">Position behind its last sample.</param>
    /// <param name="probabilities">One per label.</param>
    public virtual void Hear(long upTo, ReadOnlySpan<float> probabilities)
    {
    }

    /// <summary>Judges something that all rules before this one allowed.</summary>
    /// <param name="candidate">What would become a detection.</param>
    /// <returns>False to reject it.</returns>
    public abstract bool Allows(in DetectionCandidate candidate);

    /// <summary>Why it was rejected, for people.</summary>
    /// <param name="candidate">What was rejected just now.</param>
    public abstract string Reason(in DetectionCandidate candidate);

    /// <summary>Learns of what all rules allowed.</summary>
    /// <param name="candidate">What becomes a detection.</param>
    public virtual void Accepted(in DetectionCandidate candidate)
    {
    }
}
