using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>SF_VIRTUAL_IO of sndfile.h: how libsndfile reads through us. The last argument of each function is ours.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SndFileVirtualIo
{
    /// <summary>Length in bytes.</summary>
    public delegate* unmanaged[Cdecl]<nint, long> GetLength;

    /// <summary>Offset and origin (0 begin, 1 current, 2 end) to new position.</summary>
    public delegate* unmanaged[Cdecl]<long, int, nint, long> Seek;

    /// <summary>Buffer and length to bytes read.</summary>
    public delegate* unmanaged[Cdecl]<byte*, long, nint, long> Read;

    /// <summary>Buffer and length to bytes written.</summary>
    public delegate* unmanaged[Cdecl]<byte*, long, nint, long> Write;

    /// <summary>Position in bytes.</summary>
    public delegate* unmanaged[Cdecl]<nint, long> Tell;
}
