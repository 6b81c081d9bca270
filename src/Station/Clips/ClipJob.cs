using AvianVox.Listening.Detection;

namespace AvianVox.Station.Clips;

/// <summary>
/// One clip on its way: from the confirmation of its detection to the disk. Guarded by the lock of its <see cref="SourceClips"/>.
/// </summary>
/// <param name="source">Where its samples are.</param>
/// <param name="detection">The detection as it was confirmed.</param>
/// <param name="begin">Position of the first sample.</param>
/// <param name="limit">Position behind which it cannot reach.</param>
public sealed class ClipJob(SourceClips source, DetectionRecord detection, long begin, long limit)
{
    /// <summary>Completed with the clip's path, or with null when there is none: lost, or blanked.</summary>
    private readonly TaskCompletionSource<string?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where its samples are.</summary>
    public SourceClips Source { get; } = source;

    /// <summary>The detection, as far as it is known.</summary>
    public DetectionRecord Detection { get; set; } = detection;

    /// <summary>Position of the first sample.</summary>
    public long Begin { get; } = begin;

    /// <summary>Position behind which it cannot reach.</summary>
    public long Limit { get; } = limit;

    /// <summary>Position behind the last sample; <see cref="Limit"/> while the detection goes on.</summary>
    public long End { get; set; } = limit;

    /// <summary>When it begins, UTC.</summary>
    public DateTimeOffset BeginTime { get; init; }

    /// <summary>True once the detection has ended.</summary>
    public bool IsEnded { get; set; }

    /// <summary>True once it waits to be written; <see cref="End"/> is final.</summary>
    public bool IsQueued { get; set; }

    /// <summary>True once it is written or given up.</summary>
    public bool IsClosed { get; set; }

    /// <summary>True once its samples have been copied, or it was given up: the ring may overwrite them.</summary>
    public bool IsCopied { get; set; }

    /// <summary>Its samples, where they had to be taken out of the ring before a long gap; null while they are in the ring.</summary>
    public short[]? Held { get; set; }

    /// <summary>What is missing of it.</summary>
    public IReadOnlyList<(long From, long To)> Missing { get; set; } = [];

    /// <summary>Completed with the clip's path, or with null when there is none.</summary>
    public Task<string?> Done => _done.Task;

    /// <summary>It is over.</summary>
    /// <param name="path">The clip's path; null for none.</param>
    public void Finish(string? path) => _done.TrySetResult(path);
}
