using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>PaStreamInfo of portaudio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PortAudioStreamInfo
{
    /// <summary>Version of the structure.</summary>
    public int StructVersion;

    /// <summary>Seconds.</summary>
    public double InputLatency;

    /// <summary>Seconds.</summary>
    public double OutputLatency;

    /// <summary>Hz, as the device really runs.</summary>
    public double SampleRate;
}
