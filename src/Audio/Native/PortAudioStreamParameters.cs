using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>PaStreamParameters of portaudio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PortAudioStreamParameters
{
    /// <summary>Index of the device.</summary>
    public int Device;

    /// <summary>Channels.</summary>
    public int ChannelCount;

    /// <summary>Bits of PaSampleFormat (unsigned long).</summary>
    public CULong SampleFormat;

    /// <summary>Seconds.</summary>
    public double SuggestedLatency;

    /// <summary>Host API's own; 0.</summary>
    public nint HostApiSpecificStreamInfo;
}
