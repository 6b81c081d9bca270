namespace AvianVox.Station.Health;

/// <summary>How clips fare.</summary>
/// <param name="Fault">What is wrong now, for people; null when nothing is.</param>
/// <param name="IsStopped">True while no clip can be written: the last one was lost to a fault of the disk or encoder.</param>
/// <param name="Written">Clips written since the start.</param>
/// <param name="WrittenBytes">Bytes of these and of their pictures.</param>
/// <param name="Lost">Detections since the start whose clip could not be written.</param>
/// <param name="Blanked">Clips since the start that were not kept because somebody spoke.</param>
/// <param name="Deleted">Clips since the start that were deleted to keep within the bounds.</param>
/// <param name="Kept">Clips on the disk when it was last looked at.</param>
/// <param name="KeptBytes">Bytes of these and of their pictures.</param>
/// <param name="FreeBytes">Free space where clips are kept.</param>
public sealed record ClipHealth(
    string? Fault,
    bool IsStopped,
    long Written,
    long WrittenBytes,
    long Lost,
    long Blanked,
    long Deleted,
    long Kept,
    long KeptBytes,
    long FreeBytes);
