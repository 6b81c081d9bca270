using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>SF_INFO of sndfile.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SndFileInfo
{
    /// <summary>Frames; for MP3 without a length tag only an estimate.</summary>
    public long Frames;

    /// <summary>Frames a second, in Hz.</summary>
    public int SampleRate;

    /// <summary>Channels.</summary>
    public int Channels;

    /// <summary>Container (SF_FORMAT_TYPEMASK) and encoding (SF_FORMAT_SUBMASK).</summary>
    public int Format;

    /// <summary>Sections.</summary>
    public int Sections;

    /// <summary>Whether seeking works.</summary>
    public int Seekable;
}
