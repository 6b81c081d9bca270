using System.Runtime.InteropServices;

namespace AvianVox.Audio.Native;

/// <summary>
/// Tells what stands at a path without opening it: opening a named pipe waits until somebody writes to it, and cannot be called off.
/// </summary>
internal static unsafe partial class FileKind
{
    /// <summary>AT_FDCWD: paths are those of the process.</summary>
    private const int CurrentFolder = -100;

    /// <summary>STATX_TYPE.</summary>
    private const uint TypeWanted = 1;

    /// <summary>Bytes of struct statx, on every machine; the mode stands at <see cref="ModeOffset"/>.</summary>
    private const int StatxLength = 256;

    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Whether it is neither a file nor a folder.</summary>
    /// <param name="path">A path; links are followed.</param>
    /// <returns>False also where it is not there or the system does not say.</returns>
    public static bool IsPipeOrDevice(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var status = stackalloc byte[StatxLength];
        try
        {
            return Status(CurrentFolder, path, 0, TypeWanted, status) == 0
                && (*(ushort*)(status + ModeOffset) & TypeMask) is not (RegularFile or Folder);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library of before 2018.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, byte* status);
}
