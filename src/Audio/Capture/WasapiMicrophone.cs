using System.Runtime.Versioning;
using AvianVox.Audio.Sources;
using NAudio.CoreAudioApi;

namespace AvianVox.Audio.Capture;

/// <summary>Microphones of Windows, through NAudio's WASAPI: a station can be tried on a laptop with nothing installed.</summary>
[SupportedOSPlatform("windows")]
public static class WasapiMicrophone
{
    /// <summary>Describes a microphone; opens nothing yet. It is heard at the rate that Windows is set to.</summary>
    /// <param name="options">
    /// Which device, by id, name or unique part of a name, and how it is watched; rate and promptness are Windows' own.
    /// </param>
    /// <param name="time">Clock of the time-outs.</param>
    public static IAudioSource Create(MicrophoneOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new WaveInSource(
            new WaveInOptions
            {
                Name = AudioDevices.Describe(options.Device),
                Create = () => Open(options.Device),
                Channel = options.Channel,
                FirstBlockTimeout = options.FirstBlockTimeout,
                NoBlockTimeout = options.NoBlockTimeout,
            },
            time);
    }

    // What NAudio would have in its place is no IWaveIn, and so nothing that could be tested without Windows.
#pragma warning disable CS0618
    private static WasapiCapture Open(string? wanted)
    {
        if (string.IsNullOrEmpty(wanted))
        {
            return new WasapiCapture();
        }

        using var enumerator = new MMDeviceEnumerator();
        var devices = enumerator.EnumerateAudioEndPoints(DataFlow.Capture, DeviceState.Active).ToList();
        var fits = devices.Where(device => Same(device.ID, wanted) || Same(device.FriendlyName, wanted)).ToList();
        if (fits.Count == 0)
        {
            fits = [.. devices.Where(device => device.FriendlyName.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        }

        return fits.Count == 1
            ? new WasapiCapture(fits[0])
            : throw new AudioException(
                $"{AudioDevices.Describe(wanted)} {(fits.Count == 0 ? "is not there" : $"fits {fits.Count} devices")}. "
                + $"There are: {string.Join("; ", devices.Select(device => $"{device.FriendlyName} (id {device.ID})"))}.");
    }
#pragma warning restore CS0618

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
