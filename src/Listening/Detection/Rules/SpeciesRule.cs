namespace AvianVox.Listening.Detection.Rules;

/// <summary>Rejects species that are not included, or excluded.</summary>
/// <param name="included">Per label, whether it is included; null where all are.</param>
/// <param name="excluded">Per label, whether it is excluded.</param>
internal sealed class SpeciesRule(bool[]? included, bool[] excluded) : DetectionRule(RuleKind.Species)
{
    /// <inheritdoc />
    public override bool Allows(in DetectionCandidate candidate) =>
        (included is null || included[candidate.Label.Index]) && !excluded[candidate.Label.Index];

    /// <inheritdoc />
    public override string Reason(in DetectionCandidate candidate) =>
        excluded[candidate.Label.Index] ? "is on the list Exclude" : "is not on the list Include";
}
