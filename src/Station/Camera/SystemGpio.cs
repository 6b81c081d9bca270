using System.Device.Gpio;

namespace AvianVox.Station.Camera;

/// <summary>The pins as the system gives them (libgpiod, or the kernel's files where it is not installed).</summary>
internal sealed class SystemGpio : IGpio
{
    /// <inheritdoc />
    public IGpioPin Open(int pin, bool isHigh)
    {
        GpioController? controller = null;
        try
        {
            controller = new GpioController();
            return new Pin(controller, controller.OpenPin(pin, PinMode.Output, isHigh ? PinValue.High : PinValue.Low), pin);
        }
        catch (Exception fault)
        {
            // Each driver throws exceptions of its own; all of them mean that this pin cannot be had.
            controller?.Dispose();
            throw Explain(pin, fault);
        }
    }

    private static CameraException Explain(int pin, Exception fault) => new(
        $"GPIO pin {pin} cannot be had: {fault.Message.TrimEnd('.')}. Is it a line of this machine, used by nothing else, and is the station's user in the group gpio?",
        fault);

    /// <summary>An open pin, with the controller that it alone uses.</summary>
    private sealed class Pin(GpioController controller, GpioPin pin, int number) : IGpioPin
    {
        public void Write(bool isHigh)
        {
            try
            {
                pin.Write(isHigh ? PinValue.High : PinValue.Low);
            }
            catch (Exception fault)
            {
                throw Explain(number, fault);
            }
        }

        public void Dispose() => controller.Dispose();
    }
}
