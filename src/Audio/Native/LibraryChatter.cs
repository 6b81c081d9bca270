using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>
/// Silences ALSA and JACK, which write dozens of lines to standard error each time PortAudio looks for devices, one for every kind of
/// device that is not there. What matters comes back as PortAudio's result.
/// </summary>
internal static unsafe class LibraryChatter
{
    /// <summary>Silences those of the two that are installed. Doing so again does no harm.</summary>
    public static void Silence()
    {
        SetHandler("libasound.so.2", "snd_lib_error_set_handler",
            (nint)(delegate* unmanaged[Cdecl]<nint, int, nint, int, nint, void>)&IgnoreAlsa);
        SetHandler("libjack.so.0", "jack_set_error_function", (nint)(delegate* unmanaged[Cdecl]<nint, void>)&IgnoreJack);
        SetHandler("libjack.so.0", "jack_set_info_function", (nint)(delegate* unmanaged[Cdecl]<nint, void>)&IgnoreJack);
    }

    private static void SetHandler(string library, string function, nint handler)
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad(library, out var handle)
            && NativeLibrary.TryGetExport(handle, function, out var set))
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)set)(handler);
        }
    }

    /// <summary>
    /// ALSA passes file, line, function, error, format and then the format's arguments; leaving those out is sound where the caller clears
    /// the stack, as on x64 and arm64.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreAlsa(nint file, int line, nint function, int error, nint format)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreJack(nint message)
    {
    }
}
