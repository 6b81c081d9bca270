namespace AvianVox.Audio.Capture;

/// <summary>A device that sound can be captured from.</summary>
/// <param name="Index">PortAudio's number of it; may change when devices come and go.</param>
/// <param name="Id">
/// Stable id: host API, colon, and name without the card number that ALSA gives at each start; a second device of the same id has #2 at its
/// end. Names the same device after a restart.
/// </param>
/// <param name="Name">Name as the system tells it.</param>
/// <param name="HostApi">Sound system it belongs to, such as ALSA.</param>
/// <param name="MaxInputChannels">Channels it says it can capture.</param>
/// <param name="DefaultSampleRate">Rate it says it prefers, in Hz. Virtual devices may say anything.</param>
/// <param name="IsDefault">Whether it is used when none is named.</param>
public sealed record AudioDevice(
    int Index,
    string Id,
    string Name,
    string HostApi,
    int MaxInputChannels,
    double DefaultSampleRate,
    bool IsDefault)
{
    /// <summary>
    /// What stays the device's own, where it belongs to a card: card:ID, serial:NUMBER, usb:MAKER:PRODUCT, port:PORT. Each names it as
    /// <see cref="Id"/> does, and is found again under another number even while other microphones are open.
    /// </summary>
    public IReadOnlyList<string> StableNames { get; init; } = [];
}
