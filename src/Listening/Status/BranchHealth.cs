using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Status;

/// <summary>How one model fares at one source.</summary>
public sealed record BranchHealth
{
    /// <summary>Name and version of the model.</summary>
    public required string Model { get; init; }

    /// <summary>What became of the source's samples on its way.</summary>
    public required SampleCounts Samples { get; init; }

    /// <summary>Samples that were never captured (gaps of the device), at the source's rate.</summary>
    public required long MissingSamples { get; init; }

    /// <summary>What each rule rejected since the start, in the order in which the rules are asked.</summary>
    public IReadOnlyList<RuleCount> Rejected { get; init; } = [];

    /// <summary>Windows since the start in which somebody spoke, and of which no clip is kept.</summary>
    public long VoiceWindows { get; init; }
}
