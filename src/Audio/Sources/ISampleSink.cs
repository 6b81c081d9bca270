namespace AvianVox.Audio.Sources;

/// <summary>
/// Where a source puts its samples. One thread at a time writes. <see cref="Write"/> and <see cref="WriteGap"/>
/// neither block, lock nor allocate, so that an audio callback may call them.
/// </summary>
public interface ISampleSink
{
    /// <summary>Position the next sample will have: samples and gap samples written so far.</summary>
    long Position { get; }

    /// <summary>
    /// Appends mono samples, full scale -1 to 1. Never blocks: a reader too far behind loses the oldest samples and is told how many.
    /// </summary>
    /// <param name="samples">Samples at the source's rate.</param>
    void Write(ReadOnlySpan<float> samples);

    /// <summary>Advances the position by samples that were never heard. No window spans a gap.</summary>
    /// <param name="samples">Length of the gap at the source's rate; greater than 0.</param>
    /// <param name="cause">Why they are missing.</param>
    void WriteGap(long samples, GapCause cause);

    /// <summary>
    /// Waits until a block fits without overwriting unread samples. For sources that can wait (recordings); never called from an audio
    /// callback.
    /// </summary>
    /// <param name="samples">Length of the block; at most half the ring.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask WaitForSpaceAsync(int samples, CancellationToken cancellation);
}
