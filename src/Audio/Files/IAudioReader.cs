using AvianVox.Audio.Times;

namespace AvianVox.Audio.Files;

/// <summary>
/// An open recording that is read from its begin to its end in constant memory. Not safe for use by several threads at once.
/// </summary>
public interface IAudioReader : IDisposable
{
    /// <summary>Sample frames a second, in Hz.</summary>
    int SampleRate { get; }

    /// <summary>Channels; at least 1.</summary>
    int Channels { get; }

    /// <summary>Frames (samples per channel) in the recording, or null where only reading it all tells.</summary>
    long? Frames { get; }

    /// <summary>
    /// When the first sample was recorded, as the header tells; the file's name may tell it too (<see cref="FileNameTime"/>).
    /// </summary>
    IReadOnlyList<ToldTime> Times { get; }

    /// <summary>
    /// What people should know: what of the header was not believed, and, once the end was read, what was found there. Clauses that go on
    /// from the file's name and a colon.
    /// </summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>One line for people: the format and encoding.</summary>
    string Encoding { get; }

    /// <summary>Samples so far that were no finite numbers.</summary>
    long NotNumbers { get; }

    /// <summary>Reads the next frames, full scale -1 to 1. Samples that are no finite numbers come as 0.</summary>
    /// <param name="interleaved">Receives frames, the channels of one frame side by side; room for at least one frame.</param>
    /// <returns>Frames read; 0 only at the end.</returns>
    /// <exception cref="AudioException">The file is damaged from here on; what was read before is sound.</exception>
    int Read(Span<float> interleaved);
}
