using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>The functions of libsndfile (sndfile.h, 1.0.31 and later) that we call.</summary>
internal static unsafe partial class SndFile
{
    /// <summary>SFM_READ.</summary>
    public const int ReadMode = 0x10;

    /// <summary>SF_STR_COMMENT.</summary>
    public const int CommentString = 5;

    /// <summary>SF_FORMAT_TYPEMASK.</summary>
    public const int ContainerMask = 0x0FFF0000;

    /// <summary>SF_FORMAT_MPEG.</summary>
    public const int ContainerMpeg = 0x230000;

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_open_virtual")]
    public static partial nint OpenVirtual(SndFileVirtualIo* io, int mode, SndFileInfo* info, nint user);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_readf_float")]
    public static partial long ReadFrames(nint file, float* samples, long frames);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_error")]
    public static partial int Error(nint file);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_strerror")]
    private static partial nint ErrorText(nint file);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_get_string")]
    private static partial nint GetString(nint file, int kind);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_close")]
    public static partial int Close(nint file);

    /// <summary>What libsndfile says about its last fault.</summary>
    /// <param name="file">Handle; 0 for a failure to open.</param>
    public static string Describe(nint file) => (Marshal.PtrToStringUTF8(ErrorText(file)) ?? "unknown fault").TrimEnd('.', ' ');

    /// <summary>The comment stored in a file, or null.</summary>
    /// <param name="file">Handle.</param>
    public static string? Comment(nint file) => Marshal.PtrToStringUTF8(GetString(file, CommentString));
}
