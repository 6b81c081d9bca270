using AvianVox.Listening.Detection;
using AvianVox.Listening.Detection.Rules;

namespace AvianVox.StationSupport;

/// <summary>Keeps what was rejected, by which rule and why.</summary>
internal sealed class RecordingRejections : IRejectionSink
{
    public List<(RuleKind Rule, DetectionCandidate Candidate, string Reason)> All { get; } = [];

    public void Rejected(string source, DetectionRule rule, in DetectionCandidate candidate) => All.Add((rule.Kind, candidate, rule.Reason(candidate)));
}
