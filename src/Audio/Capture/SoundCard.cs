namespace AvianVox.Audio.Capture;

/// <summary>A sound card as the kernel tells of it.</summary>
/// <param name="Number">Its number now; another after a restart or another plugging.</param>
/// <param name="Id">Its short name in ALSA; of two cards of one make the second gets a suffix, by the order of their coming.</param>
/// <param name="UsbId">Maker and product of a USB card, "0d8c:0014"; null for others.</param>
/// <param name="Serial">Serial number of a USB card that has one; null for others.</param>
/// <param name="Port">USB port it is plugged into, "1-1.2"; null for others.</param>
/// <param name="CaptureDevice">Number of its first device that captures; null where it has none.</param>
internal sealed record SoundCard(int Number, string Id, string? UsbId, string? Serial, string? Port, int? CaptureDevice)
{
    /// <summary>What ALSA opens it by, with conversion to whatever rate and channels are asked for.</summary>
    public string Pcm => FormattableString.Invariant($"plughw:CARD={Id},DEV={CaptureDevice ?? 0}");

    /// <summary>What a microphone can be named by so that it is found again: each prefix with its value.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            yield return SoundCards.CardPrefix + Id;
            if (Serial is not null)
            {
                yield return SoundCards.SerialPrefix + Serial;
            }

            if (UsbId is not null)
            {
                yield return SoundCards.UsbPrefix + UsbId;
            }

            if (Port is not null)
            {
                yield return SoundCards.PortPrefix + Port;
            }
        }
    }
}
