using AvianVox.Listening.Detection.Rules;

namespace AvianVox.Listening.Detection;

/// <summary>Hears of what became no detection. Called on the thread that classifies; must not block.</summary>
public interface IRejectionSink
{
    /// <summary>A rule rejected something.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="rule">The first rule that did.</param>
    /// <param name="candidate">What it rejected.</param>
    void Rejected(string source, DetectionRule rule, in DetectionCandidate candidate);
}
