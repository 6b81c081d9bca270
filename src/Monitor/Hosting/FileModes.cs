using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Who may read what the station writes. When somebody sings and speaks in a garden is nobody's business: journal, clips and pictures are
/// for the station's user and group.
/// </summary>
internal static partial class FileModes
{
    /// <summary>Rights of others, as umask(2) takes them away.</summary>
    private const int Others = 7;

    /// <summary>Takes others' rights from all that this process makes from now on; what it is denied already stays denied.</summary>
    public static void KeepFromOthers()
    {
        if (!OperatingSystem.IsWindows())
        {
            // It can only be read by setting it.
            var before = Mask(Others);
            _ = Mask(before | Others);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [UnsupportedOSPlatform("windows")]
    private static partial int Mask(int mask);
}
