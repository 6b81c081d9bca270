namespace AvianVox.Dsp.Buffers;

/// <summary>
/// What one read of a ring gave: samples (<see cref="Count"/> above 0), or a skip (<see cref="Skipped"/> above 0),
/// or nothing (both 0); never both.
/// </summary>
/// <param name="Position">Position of the first sample copied, or of the first missing one; for nothing, the next position.</param>
/// <param name="Count">Samples copied to the start of the destination.</param>
/// <param name="Skipped">Positions that were passed over without a sample.</param>
/// <param name="SkipCause">
/// The cause given to <see cref="SampleRing.WriteGap"/>, or <see cref="OverrunCause"/>; 0 where nothing was skipped.
/// </param>
public readonly record struct RingRead(long Position, int Count, long Skipped, int SkipCause)
{
    /// <summary>The skip cause that means: these samples were written, and overwritten before this reader came to them.</summary>
    public const int OverrunCause = -1;

    /// <summary>Whether there was neither a sample nor a skip to tell of.</summary>
    public bool IsEmpty => Count == 0 && Skipped == 0;
}
