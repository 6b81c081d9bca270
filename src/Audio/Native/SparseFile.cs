using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AvianVox.Audio.Native;

/// <summary>Asks the file system where a file has holes: stretches that read as zeros and were never written.</summary>
internal static partial class SparseFile
{
    /// <summary>SEEK_DATA of Linux: the next offset from here on that is in no hole.</summary>
    private const int SeekData = 3;

    /// <summary>ENXIO: there is only a hole up to the end.</summary>
    private const int NothingMore = 6;

    /// <summary>Where data go on.</summary>
    /// <param name="file">An open, seekable file. Its position in .NET is not the system's, and stays.</param>
    /// <param name="from">Offset to begin at.</param>
    /// <param name="end">Offset to end at; not less.</param>
    /// <returns>
    /// <paramref name="from"/> where it is in no hole, or nobody knows; <paramref name="end"/> where there are no data before it.
    /// </returns>
    public static long NextData(SafeFileHandle file, long from, long end)
    {
        if (!OperatingSystem.IsLinux() || from >= end)
        {
            return from;
        }

        var next = Seek(file, from, SeekData);
        if (next >= 0)
        {
            return Math.Clamp(next, from, end);
        }

        return Marshal.GetLastPInvokeError() == NothingMore ? end : from;
    }

    [LibraryImport("libc", EntryPoint = "lseek64", SetLastError = true)]
    private static partial long Seek(SafeFileHandle file, long offset, int origin);
}
