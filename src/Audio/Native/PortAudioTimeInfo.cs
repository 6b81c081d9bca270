using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>PaStreamCallbackTimeInfo of portaudio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PortAudioTimeInfo
{
    /// <summary>When the first sample of the block was captured, in seconds of the stream's clock; 0 where unknown.</summary>
    public double InputBufferAdcTime;

    /// <summary>Now, in seconds of the stream's clock.</summary>
    public double CurrentTime;

    /// <summary>When the first sample will be played.</summary>
    public double OutputBufferDacTime;
}
