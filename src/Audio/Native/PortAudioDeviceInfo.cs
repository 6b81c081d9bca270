using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>PaDeviceInfo of portaudio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PortAudioDeviceInfo
{
    /// <summary>Version of the structure.</summary>
    public int StructVersion;

    /// <summary>UTF-8 name.</summary>
    public nint Name;

    /// <summary>Index of its host API.</summary>
    public int HostApi;

    /// <summary>Channels it can capture.</summary>
    public int MaxInputChannels;

    /// <summary>Channels it can play.</summary>
    public int MaxOutputChannels;

    /// <summary>Seconds.</summary>
    public double DefaultLowInputLatency;

    /// <summary>Seconds.</summary>
    public double DefaultLowOutputLatency;

    /// <summary>Seconds.</summary>
    public double DefaultHighInputLatency;

    /// <summary>Seconds.</summary>
    public double DefaultHighOutputLatency;

    /// <summary>Hz.</summary>
    public double DefaultSampleRate;
}
