using System.Globalization;

namespace AvianVox.Station.Camera;

/// <summary>
/// Pulses a pin: a shutter, a flash, an infrared lamp. Two triggers at once make one longer pulse. The pin rests whatever happens.
/// </summary>
internal sealed class PulseAction : ICameraAction
{
    private readonly IGpio _gpio;
    private readonly int _pin;
    private readonly TimeSpan _length;
    private readonly bool _isActiveLow;
    private readonly TimeProvider _time;

    /// <summary>Guards what follows.</summary>
    private readonly Lock _gate = new();

    /// <summary>The pin; null until it could be had.</summary>
    private IGpioPin? _open;
    private int _pulses;

    /// <summary>Creates the action and takes the pin, so that it rests from the start.</summary>
    /// <param name="gpio">The machine's pins.</param>
    /// <param name="pin">Number of the line (BCM).</param>
    /// <param name="length">Length of the pulse.</param>
    /// <param name="isActiveLow">True where it rests high.</param>
    /// <param name="time">Measures the pulse.</param>
    /// <param name="fault">Why the pin could not be had; it is tried again at each trigger. Null when it was.</param>
    public PulseAction(IGpio gpio, int pin, TimeSpan length, bool isActiveLow, TimeProvider time, out string? fault)
    {
        _gpio = gpio;
        _pin = pin;
        _length = length;
        _isActiveLow = isActiveLow;
        _time = time;
        fault = null;
        try
        {
            _open = gpio.Open(pin, isActiveLow);
        }
        catch (CameraException error)
        {
            fault = error.Message;
        }
    }

    /// <inheritdoc />
    public string Name => string.Create(CultureInfo.InvariantCulture, $"GPIO pin {_pin}");

    /// <inheritdoc />
    public async Task RunAsync(CameraShot shot, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _open ??= _gpio.Open(_pin, _isActiveLow);
            _open.Write(!_isActiveLow);
            _pulses++;
        }

        try
        {
            await Task.Delay(_length, _time, cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (--_pulses == 0)
                {
                    _open?.Write(_isActiveLow);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _open?.Dispose();
            _open = null;
        }
    }
}
