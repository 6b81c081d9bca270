using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>
/// The functions of PortAudio v19 (portaudio.h) that we call. They are not safe for use by several threads at once; see
/// Capture.PortAudioCalls.
/// </summary>
internal static unsafe partial class PortAudio
{
    /// <summary>paFloat32.</summary>
    public const uint Float32 = 1;

    /// <summary>paInputOverflow: samples were dropped before this block.</summary>
    public const uint InputOverflow = 2;

    /// <summary>paContinue.</summary>
    public const int Continue = 0;

    /// <summary>paComplete.</summary>
    public const int Complete = 1;

    /// <summary>paALSA.</summary>
    public const int Alsa = 8;

    /// <summary>paUseHostApiSpecificDeviceSpecification.</summary>
    public const int HostApiSpecificDevice = -2;

    /// <summary>paInvalidChannelCount.</summary>
    public const int InvalidChannelCount = -9998;

    /// <summary>paInvalidSampleRate.</summary>
    public const int InvalidSampleRate = -9997;

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_Initialize")]
    public static partial int Initialize();

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_Terminate")]
    public static partial int Terminate();

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_GetDeviceCount")]
    public static partial int GetDeviceCount();

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_GetDefaultInputDevice")]
    public static partial int GetDefaultInputDevice();

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_GetDeviceInfo")]
    public static partial PortAudioDeviceInfo* GetDeviceInfo(int device);

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_GetHostApiInfo")]
    public static partial PortAudioHostApiInfo* GetHostApiInfo(int hostApi);

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_OpenStream")]
    public static partial int OpenStream(
        nint* stream,
        PortAudioStreamParameters* input,
        PortAudioStreamParameters* output,
        double sampleRate,
        CULong framesPerBuffer,
        CULong flags,
        delegate* unmanaged[Cdecl]<float*, float*, CULong, PortAudioTimeInfo*, CULong, nint, int> callback,
        nint user);

    /// <summary>
    /// PaAlsa_SetNumPeriods (pa_linux_alsa.h): into how many blocks the buffer of each stream opened from now on is divided. Does
    /// nothing where PortAudio was built without ALSA.
    /// </summary>
    /// <param name="count">Blocks; 4 unless set.</param>
    public static void SetPeriods(int count)
    {
        if (NativeLibrary.TryGetExport(NativeLibraries.PortAudio.Load(), "PaAlsa_SetNumPeriods", out var function))
        {
            _ = ((delegate* unmanaged[Cdecl]<int, int>)function)(count);
        }
    }

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_StartStream")]
    public static partial int StartStream(nint stream);

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_AbortStream")]
    public static partial int AbortStream(nint stream);

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_CloseStream")]
    public static partial int CloseStream(nint stream);

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_GetStreamInfo")]
    public static partial PortAudioStreamInfo* GetStreamInfo(nint stream);

    [LibraryImport(NativeLibraries.PortAudioName, EntryPoint = "Pa_GetErrorText")]
    private static partial nint GetErrorText(int error);

    /// <summary>What an error number means.</summary>
    /// <param name="error">Negative result of a function.</param>
    public static string Describe(int error) => $"{Marshal.PtrToStringUTF8(GetErrorText(error))} (PortAudio {error})";
}
