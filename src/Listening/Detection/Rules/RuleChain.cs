namespace AvianVox.Listening.Detection.Rules;

/// <summary>The rules of one source, asked one after another. The first that rejects is the one that is told.</summary>
/// <param name="source">Name of the source.</param>
/// <param name="confirmation">Asked first, by the detector.</param>
/// <param name="others">Asked then, in this order.</param>
/// <param name="rejections">Hears of what is rejected.</param>
public sealed class RuleChain(
    string source,
    ConfirmationRule confirmation,
    IReadOnlyList<DetectionRule> others,
    IRejectionSink rejections)
{
    /// <summary>Asked after confirmation. An array, so that asking allocates no enumerator.</summary>
    private readonly DetectionRule[] _others = [.. others];

    /// <summary>Positive windows that confirm a label.</summary>
    /// <param name="label">Index of the label.</param>
    public int Needed(int label) => confirmation.Needed(label);

    /// <summary>Lets every rule hear a window, before anything in it is judged.</summary>
    /// <param name="upTo">Position behind its last sample.</param>
    /// <param name="probabilities">One per label.</param>
    public void Hear(long upTo, ReadOnlySpan<float> probabilities)
    {
        foreach (var rule in _others)
        {
            rule.Hear(upTo, probabilities);
        }
    }

    /// <summary>Tells that something was positive for a while and never confirmed.</summary>
    /// <param name="candidate">What it was.</param>
    public void Unconfirmed(in DetectionCandidate candidate) => rejections.Rejected(source, confirmation, candidate);

    /// <summary>Judges what has been confirmed, and tells who rejects it.</summary>
    /// <param name="candidate">What would become a detection.</param>
    /// <returns>False when it was rejected.</returns>
    public bool Allows(in DetectionCandidate candidate)
    {
        foreach (var rule in _others)
        {
            if (!rule.Allows(candidate))
            {
                rejections.Rejected(source, rule, candidate);
                return false;
            }
        }

        foreach (var rule in _others)
        {
            rule.Accepted(candidate);
        }

        return true;
    }
}
