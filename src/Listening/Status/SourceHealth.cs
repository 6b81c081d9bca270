using AvianVox.Listening.Detection;

namespace AvianVox.Listening.Status;

/// <summary>How one source fares.</summary>
public sealed record SourceHealth
{
    /// <summary>Name of the source.</summary>
    public required string Name { get; init; }

    /// <summary>What it is doing.</summary>
    public required SourceState State { get; init; }

    /// <summary>Device or file, in words; empty before it was opened.</summary>
    public required string Description { get; init; }

    /// <summary>Samples a second, in Hz; 0 before it was opened.</summary>
    public required int SampleRate { get; init; }

    /// <summary>What became of its samples.</summary>
    public required SampleCounts Samples { get; init; }

    /// <summary>Samples that were never captured (gaps of the device), at the source's rate.</summary>
    public required long MissingSamples { get; init; }

    /// <summary>When the last samples came, UTC; null before the first.</summary>
    public required DateTimeOffset? LastSample { get; init; }

    /// <summary>How often the source was lost since the start.</summary>
    public required int Losses { get; init; }

    /// <summary>
    /// How often samples were lost on their way since the start: dropped by the device, overwritten in the ring, or of windows the
    /// classifier had no time for.
    /// </summary>
    public int Overruns { get; init; }

    /// <summary>Name and version of the model that listens to it; null where none is told.</summary>
    public string? Model { get; init; }

    /// <summary>What is wrong now, for people; null when nothing is.</summary>
    public required string? Fault { get; init; }

    /// <summary>
    /// What each rule rejected since the start, in the order in which the rules are asked; empty before the source was opened.
    /// </summary>
    public IReadOnlyList<RuleCount> Rejected { get; init; } = [];

    /// <summary>
    /// How each model that listens to it fares; empty before the source was opened. The first is the one that the other properties tell of.
    /// </summary>
    public IReadOnlyList<BranchHealth> Branches { get; init; } = [];

    /// <summary>Windows since the start in which somebody spoke, and of which no clip is kept.</summary>
    public long VoiceWindows { get; init; }
}
