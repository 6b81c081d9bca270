using System.Globalization;

namespace AvianVox.Listening.Detection.Rules;

/// <summary>Rejects what a person silenced for a time.</summary>
/// <param name="snooze">What is silenced.</param>
internal sealed class SnoozeRule(SnoozeList snooze) : DetectionRule(RuleKind.Snooze)
{
    /// <inheritdoc />
    public override bool Allows(in DetectionCandidate candidate) => snooze.Left(candidate.Label.Code) == TimeSpan.Zero;

    /// <inheritdoc />
    public override string Reason(in DetectionCandidate candidate) =>
        string.Create(CultureInfo.InvariantCulture, $"is silenced for another {snooze.Left(candidate.Label.Code).TotalMinutes:0.#} min");
}
