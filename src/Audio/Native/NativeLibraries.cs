using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>The system libraries this assembly calls. Their methods carry the names below; which file that is, is decided here.</summary>
internal static class NativeLibraries
{
    /// <summary>Name of libsndfile in declarations of its methods.</summary>
    public const string SndFileName = "avianvox-sndfile";

    /// <summary>Name of PortAudio in declarations of its methods.</summary>
    public const string PortAudioName = "avianvox-portaudio";

    /// <summary>libsndfile, which decodes what we do not.</summary>
    public static NativeLibraryFile SndFile { get; } = new("libsndfile", "FLAC, Ogg, Opus and MP3 files", "libsndfile1",
        "AVIANVOX_LIBSNDFILE", "libsndfile.so.1", "libsndfile.so", "libsndfile.dylib", "sndfile.dll");

    /// <summary>PortAudio, which captures.</summary>
    public static NativeLibraryFile PortAudio { get; } = new("PortAudio", "Microphones", "libportaudio2", "AVIANVOX_LIBPORTAUDIO",
        "libportaudio.so.2", "libportaudio.so", "libportaudio.dylib", "portaudio.dll");

    // The resolver must be in place before the first native call of this assembly, whichever that is.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        SndFileName => SndFile.Load(),
        PortAudioName => PortAudio.Load(),
        _ => 0,
    };
}
