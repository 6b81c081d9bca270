namespace AvianVox.Audio.Files;

/// <summary>
/// An audio file that is being written. One that is disposed before <see cref="Complete"/> is not whole. Not safe for use by several
/// threads at once.
/// </summary>
public interface IAudioWriter : IDisposable
{
    /// <summary>Appends samples. Sixteen bits: scaled by 32,768, rounded to nearest, clipped at full scale.</summary>
    /// <param name="interleaved">Whole frames, full scale -1 to 1.</param>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    void Write(ReadOnlySpan<float> interleaved);

    /// <summary>Ends the file and brings all of it to the disk: once this returns, a power cut cannot take it back.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    void Complete();
}
