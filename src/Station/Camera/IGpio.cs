namespace AvianVox.Station.Camera;

/// <summary>The pins of the machine.</summary>
public interface IGpio
{
    /// <summary>Takes a pin for output.</summary>
    /// <param name="pin">Number of the chip's line (BCM).</param>
    /// <param name="isHigh">What it shows from the start.</param>
    /// <exception cref="CameraException">There is no such pin, or it cannot be had.</exception>
    IGpioPin Open(int pin, bool isHigh);
}
