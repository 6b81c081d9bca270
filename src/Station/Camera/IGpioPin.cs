namespace AvianVox.Station.Camera;

/// <summary>One pin for output.</summary>
public interface IGpioPin : IDisposable
{
    /// <summary>Sets it.</summary>
    /// <param name="isHigh">True for high.</param>
    /// <exception cref="CameraException">It cannot be set any more.</exception>
    void Write(bool isHigh);
}
