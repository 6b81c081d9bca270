using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>PaHostApiInfo of portaudio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PortAudioHostApiInfo
{
    /// <summary>Version of the structure.</summary>
    public int StructVersion;

    /// <summary>Kind of host API.</summary>
    public int Type;

    /// <summary>UTF-8 name.</summary>
    public nint Name;

    /// <summary>Devices of it.</summary>
    public int DeviceCount;

    /// <summary>Its default input device, or -1.</summary>
    public int DefaultInputDevice;

    /// <summary>Its default output device, or -1.</summary>
    public int DefaultOutputDevice;
}
