using AvianVox.Audio.Sources;

namespace AvianVox.Listening.Pipeline;

/// <summary>
/// Hears the samples of one source in the order they were captured, behind the ring, so that nothing it does can hold up capture. One
/// thread calls.
/// </summary>
public interface ISampleTap
{
    /// <summary>Waits until there is room for samples. Only for sources that wait; a live one loses clips instead.</summary>
    /// <param name="samples">How many are to come.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask WaitForRoomAsync(int samples, CancellationToken cancellation);

    /// <summary>Takes samples. Neither blocks nor allocates, but where a clip begins or ends.</summary>
    /// <param name="position">Position of the first.</param>
    /// <param name="samples">Full scale -1 to 1.</param>
    void Hear(long position, ReadOnlySpan<float> samples);

    /// <summary>Samples are missing.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="cause">Why.</param>
    void Miss(long samples, GapCause cause);

    /// <summary>No more samples come.</summary>
    void Complete();
}
