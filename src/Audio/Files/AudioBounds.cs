using AvianVox.Dsp.Resampling;

namespace AvianVox.Audio.Files;

/// <summary>
/// What is believed of a recording's header. Beyond it a header is damaged, and would ask for buffers as large as it says.
/// </summary>
internal static class AudioBounds
{
    /// <summary>Most channels.</summary>
    public const int MaxChannels = 256;

    /// <summary>Checks what a header says.</summary>
    /// <param name="channels">Channels a frame.</param>
    /// <param name="sampleRate">Frames a second, in Hz.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="AudioException">No recorder writes that.</exception>
    public static void Require(long channels, long sampleRate, string path)
    {
        if (channels is < 1 or > MaxChannels || sampleRate is < StreamingResampler.MinRate or > StreamingResampler.MaxRate)
        {
            throw new AudioException(
                $"{path} is damaged: its header says {channels} channels at {sampleRate:N0} Hz; 1 to {MaxChannels} channels and "
                + $"{StreamingResampler.MinRate:N0} to {StreamingResampler.MaxRate:N0} Hz can be heard.");
        }
    }
}
