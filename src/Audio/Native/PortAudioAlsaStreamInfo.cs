using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>PaAlsaStreamInfo: opens a device of ALSA by its name, whether or not it is in PortAudio's list.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PortAudioAlsaStreamInfo
{
    /// <summary>Size of this structure in bytes.</summary>
    public CULong Size;

    /// <summary>paALSA.</summary>
    public int HostApiType;

    /// <summary>1.</summary>
    public CULong Version;

    /// <summary>Name of the device, UTF-8.</summary>
    public nint DeviceString;
}
