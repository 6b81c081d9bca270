namespace AvianVox.Station.Camera;

/// <summary>An action of a camera failed; the message says why, for people.</summary>
public sealed class CameraException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why, for people.</param>
    /// <param name="inner">What went wrong beneath.</param>
    public CameraException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
