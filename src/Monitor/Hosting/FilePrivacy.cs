using System.Runtime.InteropServices;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Keeps what the station writes (journal, clips, pictures, and what its commands write) from everybody but its user and group, whoever
/// starts it and however: where people live and what they say may be in it.
/// </summary>
internal static partial class FilePrivacy
{
    /// <summary>Reading, writing and running by others.</summary>
    private const uint Others = 7;

    /// <summary>Takes the right of others away from every file that this process and its children make from now on.</summary>
    public static void KeepFromOthers()
    {
        if (!OperatingSystem.IsWindows())
        {
            // It can only be read by setting it.
            var mask = SetMask(Others);
            _ = SetMask(mask | Others);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
