using System.Globalization;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>Rejects what too few windows confirm. Rare callers can be exempt: one window is enough for them.</summary>
/// <param name="needed">Positive windows that confirm each label; at least 1.</param>
/// <param name="ofWindows">Consecutive windows among which they must lie.</param>
public sealed class ConfirmationRule(IReadOnlyList<int> needed, int ofWindows) : DetectionRule(RuleKind.Confirmation)
{
    private readonly int[] _needed = [.. needed];

    /// <summary>Positive windows that confirm a label.</summary>
    /// <param name="label">Index of the label.</param>
    public int Needed(int label) => _needed[label];

    /// <inheritdoc />
    public override bool Allows(in DetectionCandidate candidate) => candidate.Windows >= _needed[candidate.Label.Index];

    /// <inheritdoc />
    public override string Reason(in DetectionCandidate candidate) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"fewer than {_needed[candidate.Label.Index]} of {ofWindows} consecutive windows were positive");
}
