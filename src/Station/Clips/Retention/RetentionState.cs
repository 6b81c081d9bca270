namespace AvianVox.Station.Clips.Retention;

/// <summary>What retention has found and done.</summary>
/// <param name="Clips">Clips on the disk.</param>
/// <param name="Bytes">Bytes of these and of their pictures.</param>
/// <param name="Deleted">Clips deleted since the start.</param>
/// <param name="Fault">What is wrong, for people; null when nothing is.</param>
public sealed record RetentionState(long Clips, long Bytes, long Deleted, string? Fault);
