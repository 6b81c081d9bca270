using AvianVox.Audio.Sources;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// What the window stage hands to the classifier stage: a window, or a cut, which is where a stretch without gaps ends.
/// All positions are at the source's rate.
/// </summary>
internal readonly record struct PipelineItem
{
    /// <summary>The classifier's input, lent from the pool; null for a cut.</summary>
    public float[]? Window { get; init; }

    /// <summary>Position of the window's first sample.</summary>
    public long Begin { get; init; }

    /// <summary>Samples the window covers.</summary>
    public long Length { get; init; }

    /// <summary>
    /// First of the samples that count as classified with this item: a window's stride, or what the last window before a cut covers beyond
    /// its stride.
    /// </summary>
    public long SettleBegin { get; init; }

    /// <summary>Position behind the last of them.</summary>
    public long SettleEnd { get; init; }

    /// <summary>First sample of the windows dropped right before this item, if <see cref="DroppedSamples"/> is not 0.</summary>
    public long DroppedBegin { get; init; }

    /// <summary>Samples of the windows dropped right before this item.</summary>
    public long DroppedSamples { get; init; }

    /// <summary>First missing sample behind a cut, if <see cref="GapSamples"/> is not 0.</summary>
    public long GapBegin { get; init; }

    /// <summary>Missing samples behind a cut; 0 where the source ended.</summary>
    public long GapSamples { get; init; }

    /// <summary>Why they are missing.</summary>
    public GapCause GapCause { get; init; }
}
