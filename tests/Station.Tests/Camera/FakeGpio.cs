using AvianVox.Station.Camera;

namespace AvianVox.Station.Tests.Camera;

/// <summary>Pins that keep what they showed.</summary>
internal sealed class FakeGpio : IGpio
{
    /// <summary>What every pin showed, in order: number and level.</summary>
    public List<(int Pin, bool IsHigh)> Levels { get; } = [];

    /// <summary>Why no pin can be had; null where one can.</summary>
    public string? Fault { get; set; }

    /// <summary>Pins let go.</summary>
    public int Released { get; private set; }

    public IGpioPin Open(int pin, bool isHigh)
    {
        if (Fault is { } fault)
        {
            throw new CameraException(fault);
        }

        Levels.Add((pin, isHigh));
        return new Pin(this, pin);
    }

    private sealed class Pin(FakeGpio gpio, int number) : IGpioPin
    {
        public void Write(bool isHigh) => gpio.Levels.Add((number, isHigh));

        public void Dispose() => gpio.Released++;
    }
}
