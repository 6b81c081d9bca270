using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>The functions of libsndfile (sndfile.h, 1.0.31 and later) that we call.</summary>
internal static unsafe partial class SndFile
{
    /// <summary>SFM_READ.</summary>
    public const int ReadMode = 0x10;

    /// <summary>SFM_WRITE.</summary>
    public const int WriteMode = 0x20;

    /// <summary>SF_STR_TITLE.</summary>
    public const int TitleString = 1;

    /// <summary>SF_STR_SOFTWARE.</summary>
    public const int SoftwareString = 3;

    /// <summary>SF_STR_ARTIST.</summary>
    public const int ArtistString = 4;

    /// <summary>SF_STR_DATE.</summary>
    public const int DateString = 6;

    /// <summary>SF_STR_COMMENT.</summary>
    public const int CommentString = 5;

    /// <summary>SF_FORMAT_TYPEMASK.</summary>
    public const int ContainerMask = 0x0FFF0000;

    /// <summary>SF_FORMAT_MPEG.</summary>
    public const int ContainerMpeg = 0x230000;

    /// <summary>SF_FORMAT_FLAC.</summary>
    public const int ContainerFlac = 0x170000;

    /// <summary>SF_FORMAT_OGG.</summary>
    public const int ContainerOgg = 0x200000;

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_open_virtual")]
    public static partial nint OpenVirtual(SndFileVirtualIo* io, int mode, SndFileInfo* info, nint user);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_readf_float")]
    public static partial long ReadFrames(nint file, float* samples, long frames);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_writef_short")]
    public static partial long WriteFrames(nint file, short* samples, long frames);

    [LibraryImport(NativeLibraries.SndFileName, EntryPoint = "sf_set_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetString(nint file, int kind, string text);

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

    /// <summary>A text stored in a file, or null.</summary>
    /// <param name="file">Handle.</param>
    /// <param name="kind">Which, one of the SF_STR numbers.</param>
    public static string? Text(nint file, int kind) => Marshal.PtrToStringUTF8(GetString(file, kind));
}
