using System.Runtime.InteropServices;

namespace AvianVox.Listening.Clocks;

/// <summary>
/// Asks the kernel, which every time service tells when it has set the clock right (adjtimex, STA_UNSYNC). Where a sandbox forbids the
/// question, the mark that systemd-timesyncd leaves answers it; where neither does, nothing is known.
/// </summary>
public sealed partial class KernelClock : IClockSource
{
    /// <summary>Left by systemd-timesyncd once it has set the clock.</summary>
    private const string TimesyncMark = "/run/systemd/timesync/synchronized";

    /// <summary>The kernel's identifier of this start.</summary>
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>TIME_ERROR: what adjtimex returns while the clock is not synchronised.</summary>
    private const int NotSynchronised = 5;

    /// <summary>More than struct timex takes on any machine; all zero, it asks and changes nothing.</summary>
    private const int TimexBytes = 512;

    /// <inheritdoc />
    public string Boot { get; } = ReadBoot();

    /// <inheritdoc />
    public unsafe ClockQuality Read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return ClockQuality.Unknown;
        }

        var timex = stackalloc byte[TimexBytes];
        new Span<byte>(timex, TimexBytes).Clear();
        var state = AdjustTime(timex);
        return state switch
        {
            >= 0 and not NotSynchronised => ClockQuality.Synchronised,
            _ when File.Exists(TimesyncMark) => ClockQuality.Synchronised,
            NotSynchronised => ClockQuality.Unsynchronised,
            _ => Directory.Exists(Path.GetDirectoryName(TimesyncMark)) ? ClockQuality.Unsynchronised : ClockQuality.Unknown,
        };
    }

    private static string ReadBoot()
    {
        try
        {
            return File.ReadAllText(BootFile).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Guid.NewGuid().ToString("D");
        }
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static unsafe partial int AdjustTime(byte* timex);
}
