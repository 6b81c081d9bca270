namespace AvianVox.Audio.Programs;

/// <summary>A program cannot be started; the message says why, after "cannot be started: ", and names no argument.</summary>
public sealed class ProgramException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, for people.</param>
    /// <param name="inner">What the system said.</param>
    public ProgramException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
