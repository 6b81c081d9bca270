using AvianVox.Listening.Detection.Rules;

namespace AvianVox.Listening.Detection;

/// <summary>Counts what the rules rejected at one source, and passes it on. Safe for several threads.</summary>
/// <param name="next">Hears of each; null for nobody.</param>
public sealed class RejectionCounter(IRejectionSink? next) : IRejectionSink
{
    /// <summary>One count per rule, in the order in which they are asked.</summary>
    private readonly long[] _counts = new long[Enum.GetValues<RuleKind>().Length];

    /// <summary>The counts, in the order in which the rules are asked.</summary>
    public IReadOnlyList<RuleCount> Snapshot() =>
        [.. Enum.GetValues<RuleKind>().Select(kind => new RuleCount(kind, Interlocked.Read(ref _counts[(int)kind])))];

    /// <inheritdoc />
    public void Rejected(string source, DetectionRule rule, in DetectionCandidate candidate)
    {
        Interlocked.Increment(ref _counts[(int)rule.Kind]);
        next?.Rejected(source, rule, candidate);
    }
}
