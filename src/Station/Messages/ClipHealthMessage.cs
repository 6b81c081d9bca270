namespace AvianVox.Station.Messages;

/// <summary>How clips fare.</summary>
internal sealed record ClipHealthMessage
{
    /// <summary>"writing" or "stopped".</summary>
    public required string State { get; init; }

    /// <summary>What is wrong now, for people; null when nothing is.</summary>
    public required string? Fault { get; init; }

    /// <summary>Clips written since the start.</summary>
    public required long Written { get; init; }

    /// <summary>Bytes of these and of their pictures.</summary>
    public required long WrittenBytes { get; init; }

    /// <summary>Detections since the start whose clip could not be written.</summary>
    public required long Lost { get; init; }

    /// <summary>Clips since the start that were not kept because somebody spoke.</summary>
    public required long Blanked { get; init; }

    /// <summary>Clips since the start that were deleted to keep within the bounds.</summary>
    public required long Deleted { get; init; }

    /// <summary>Clips on the disk.</summary>
    public required long Kept { get; init; }

    /// <summary>Bytes of these and of their pictures.</summary>
    public required long KeptBytes { get; init; }

    /// <summary>Free space where clips are kept, in bytes.</summary>
    public required long FreeBytes { get; init; }
}
