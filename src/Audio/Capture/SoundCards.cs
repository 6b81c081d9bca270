using System.Globalization;

namespace AvianVox.Audio.Capture;

/// <summary>
/// The sound cards that the kernel knows at this moment, and microphones by what stays theirs: PortAudio numbers devices anew at each
/// start, and while one microphone is open it does not see another that comes back.
/// </summary>
internal static class SoundCards
{
    /// <summary>Before a card's short name in ALSA.</summary>
    public const string CardPrefix = "card:";

    /// <summary>Before a USB card's serial number.</summary>
    public const string SerialPrefix = "serial:";

    /// <summary>Before a USB card's maker and product.</summary>
    public const string UsbPrefix = "usb:";

    /// <summary>Before the USB port a card is plugged into.</summary>
    public const string PortPrefix = "port:";

    /// <summary>Before any device of ALSA, as arecord -D takes it.</summary>
    public const string PcmPrefix = "alsa:";

    private static readonly string[] Prefixes = [CardPrefix, SerialPrefix, UsbPrefix, PortPrefix];

    /// <summary>Reads the cards.</summary>
    /// <param name="root">Where proc and sys are; "/" but in tests.</param>
    /// <returns>By number.</returns>
    public static IReadOnlyList<SoundCard> Read(string root = "/")
    {
        var folder = Path.Combine(root, "proc", "asound");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return [.. Directory.GetDirectories(folder, "card*")
            .Select(path => (Path: path, Number: Number(path)))
            .Where(card => card.Number >= 0)
            .OrderBy(card => card.Number)
            .Select(card => Read(root, card.Path, card.Number))
            .OfType<SoundCard>()];
    }

    /// <summary>What ALSA is to open for a microphone that is named by what stays its own.</summary>
    /// <param name="wanted">As configured.</param>
    /// <param name="cards">The cards there are; read only where they are needed.</param>
    /// <param name="pcm">The device of ALSA; null where the microphone is named in another way.</param>
    /// <exception cref="AudioException">It is named so and not there, or several fit.</exception>
    public static bool TryFind(string? wanted, Func<IReadOnlyList<SoundCard>> cards, out string? pcm)
    {
        pcm = null;
        if (wanted is null)
        {
            return false;
        }

        if (wanted.StartsWith(PcmPrefix, StringComparison.OrdinalIgnoreCase))
        {
            pcm = wanted[PcmPrefix.Length..];
            return pcm.Length > 0;
        }

        if (!Prefixes.Any(prefix => wanted.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var there = cards().Where(card => card.CaptureDevice is not null).ToList();
        var fits = there.Where(card => card.Names.Contains(wanted, StringComparer.OrdinalIgnoreCase)).ToList();
        pcm = fits.Count switch
        {
            1 => fits[0].Pcm,
            0 => throw new AudioException($"{AudioDevices.Describe(wanted)} is not there. {Choices(there)}"),
            _ => throw new AudioException(
                $"{AudioDevices.Describe(wanted)} fits {fits.Count} cards; name one by its serial number or port. {Choices(fits)}"),
        };
        return true;
    }

    private static string Choices(List<SoundCard> cards) => cards.Count == 0
        ? "The kernel knows no card that captures."
        : $"There are: {string.Join("; ", cards.Select(card => string.Join(" = ", card.Names)))}.";

    private static int Number(string path) =>
        int.TryParse(Path.GetFileName(path)["card".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : -1;

    private static SoundCard? Read(string root, string folder, int number)
    {
        try
        {
            if (Line(Path.Combine(folder, "id")) is not { } id)
            {
                return null;
            }

            var device = new DirectoryInfo(
                Path.Combine(root, "sys", "class", "sound", FormattableString.Invariant($"card{number}"), "device"));
            // The link leads to the interface of the USB device; what names the device lies one above.
            var usb = device.LinkTarget is not null
                && device.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo { Parent: { } above }
                    && File.Exists(Path.Combine(above.FullName, "idVendor")) ? above : null;
            return new SoundCard(
                number,
                id,
                Line(Path.Combine(folder, "usbid")),
                usb is null ? null : Line(Path.Combine(usb.FullName, "serial")),
                usb?.Name,
                Captures(folder));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Unplugged in this very moment.
            return null;
        }
    }

    private static int? Captures(string folder)
    {
        var numbers = Directory.GetDirectories(folder, "pcm*c")
            .Select(path =>
                int.TryParse(Path.GetFileName(path)["pcm".Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number : int.MaxValue)
            .Order()
            .ToList();
        return numbers.Count == 0 ? null : numbers[0];
    }

    private static string? Line(string path) => File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;
}
