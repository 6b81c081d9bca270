using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using AvianVox.Audio.Native;

namespace AvianVox.Audio.Capture;

/// <summary>The devices that sound can be captured from.</summary>
public static partial class AudioDevices
{
    /// <summary>Bound on asking the sound system.</summary>
    private static readonly TimeSpan ListBound = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Asks the sound system for its input devices. While a microphone is open the answer is the one of when it was opened.
    /// </summary>
    /// <returns>Devices with at least one input channel, by index.</returns>
    /// <exception cref="AudioException">PortAudio is not installed, cannot start or does not answer.</exception>
    public static IReadOnlyList<AudioDevice> List()
    {
        NativeLibraries.PortAudio.Load();
        return PortAudioCalls.RunAsync(
            () =>
            {
                PortAudioCalls.Acquire();
                try
                {
                    return Read();
                }
                finally
                {
                    PortAudioCalls.Release();
                }
            },
            _ => { },
            ListBound,
            TimeProvider.System,
            CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Finds one device by what people call it.</summary>
    /// <param name="devices">Devices to choose from.</param>
    /// <param name="wanted">
    /// Null or empty for the default one; else, the first that fits: a stable id, a whole name, an index, a part that only one name has.
    /// Letter case does not matter.
    /// </param>
    /// <exception cref="AudioException">None or several fit; the message lists the devices.</exception>
    internal static AudioDevice Find(IReadOnlyList<AudioDevice> devices, string? wanted)
    {
        if (devices.Count == 0)
        {
            throw new AudioException($"{Describe(wanted)} cannot be opened: there are no input devices. Is a microphone plugged in, and "
                + $"may this user use it (group 'audio')?");
        }

        if (string.IsNullOrEmpty(wanted))
        {
            return devices.FirstOrDefault(device => device.IsDefault)
                ?? throw new AudioException($"There is no default microphone. {Choices(devices)}");
        }

        if (devices.FirstOrDefault(device => Same(device.Id, wanted)) is { } byId)
        {
            return byId;
        }

        var fits = devices.Where(device => Same(device.Name, wanted)).ToList();
        if (fits.Count == 0 && int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            fits = [.. devices.Where(device => device.Index == index)];
        }
        else if (fits.Count == 0)
        {
            fits = [.. devices.Where(device => device.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        }

        return fits.Count switch
        {
            1 => fits[0],
            0 => throw new AudioException($"{Describe(wanted)} is not there. {Choices(devices)}"),
            _ => throw new AudioException($"{Describe(wanted)} fits {fits.Count} devices; name one by its id. {Choices(fits)}"),
        };
    }

    /// <summary>Reads the list of an initialised PortAudio. Inside a call only.</summary>
    internal static unsafe List<AudioDevice> Read()
    {
        var count = PortAudio.GetDeviceCount();
        PortAudioCalls.Check(count, "The sound devices cannot be listed");
        var standard = PortAudio.GetDefaultInputDevice();
        var devices = new List<AudioDevice>();
        var cards = SoundCards.Read();
        for (var index = 0; index < count; index++)
        {
            var info = PortAudio.GetDeviceInfo(index);
            if (info is null || info->MaxInputChannels < 1)
            {
                continue;
            }

            var name = Marshal.PtrToStringUTF8(info->Name) ?? "";
            var hostApi = Marshal.PtrToStringUTF8(PortAudio.GetHostApiInfo(info->HostApi)->Name) ?? "";
            var id = StableId(hostApi, name, devices);
            devices.Add(new AudioDevice(index, id, name, hostApi, info->MaxInputChannels, info->DefaultSampleRate, index == standard)
            {
                StableNames = StableNames(name, cards),
            });
        }

        return devices;
    }

    /// <summary>What a device is called in messages.</summary>
    /// <param name="wanted">What was asked for.</param>
    internal static string Describe(string? wanted) => string.IsNullOrEmpty(wanted) ? "The default microphone" : $"Microphone '{wanted}'";

    /// <summary>Id of a device, different from those before it.</summary>
    internal static string StableId(string hostApi, string name, IReadOnlyCollection<AudioDevice> before)
    {
        var id = $"{hostApi}:{CardNumber().Replace(name, "")}";
        var unique = id;
        for (var number = 2; before.Any(device => Same(device.Id, unique)); number++)
        {
            unique = $"{id}#{number}";
        }

        return unique;
    }

    /// <summary>What stays the own of the card a device's name tells.</summary>
    internal static IReadOnlyList<string> StableNames(string name, IReadOnlyList<SoundCard> cards) =>
        CardNumber().Match(name) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && cards.FirstOrDefault(card => card.Number == number) is { } card
            ? [.. card.Names]
            : [];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Choices(IEnumerable<AudioDevice> devices) =>
        $"There are: {string.Join("; ", devices.Select(device => $"{device.Index} {device.Name} (id {device.Id})"))}.";

    [GeneratedRegex(@"\s*\(hw:(\d+),\d+\)")]
    private static partial Regex CardNumber();
}
