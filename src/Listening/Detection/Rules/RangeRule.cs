using System.Globalization;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>Rejects species that do not occur at the station's place in the week of the call.</summary>
/// <param name="weeks">Per label, the weeks in which it occurs here.</param>
internal sealed class RangeRule(IReadOnlyList<WeekSet> weeks) : DetectionRule(RuleKind.Range)
{
    /// <inheritdoc />
    public override bool Allows(in DetectionCandidate candidate) => weeks[candidate.Label.Index].Contains(WeekSet.WeekOf(candidate.At));

    /// <inheritdoc />
    public override string Reason(in DetectionCandidate candidate)
    {
        var expected = weeks[candidate.Label.Index];
        return expected.IsEmpty
            ? "is not expected here at any time"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"is not expected here in week {WeekSet.WeekOf(candidate.At)}, but in weeks {expected}");
    }
}
