using AvianVox.Listening.Detection.Rules;

namespace AvianVox.Listening.Detection;

/// <summary>How much a rule rejected since the start.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Rejected">What would have become a detection without it.</param>
public readonly record struct RuleCount(RuleKind Rule, long Rejected);
