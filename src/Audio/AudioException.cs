namespace AvianVox.Audio;

/// <summary>
/// A file, device or library that cannot be used. The message is for people: it names the thing, the fault and the way out.
/// </summary>
public class AudioException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be used, why, and what to do.</param>
    /// <param name="inner">The cause, if any.</param>
    public AudioException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether it is about a file that the decoder does not know, so that another may.</summary>
    internal bool IsUnknownFormat { get; init; }
}
