namespace AvianVox.Dsp.Buffers;

/// <summary>One gap between two stored samples.</summary>
/// <param name="Stored">Stored index of the first sample after the gap.</param>
/// <param name="Position">Position of the first missing sample.</param>
/// <param name="Length">Number of missing samples.</param>
/// <param name="Cause">Why they are missing, in the words of the writer.</param>
internal readonly record struct GapMark(long Stored, long Position, long Length, int Cause);
