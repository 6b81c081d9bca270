using Xunit;

namespace AvianVox.TestSupport;

/// <summary>A small file system in memory, to fill up. Skips the running test where it cannot be mounted, which takes root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private SmallDisk(TempFolder folder) => _folder = folder;

    /// <summary>Full path of its root.</summary>
    public string Path => _folder.Path;

    /// <summary>Full path of a file in it.</summary>
    /// <param name="name">Path below its root.</param>
    public string File(string name) => _folder.File(name);

    /// <summary>Mounts one.</summary>
    /// <param name="megabytes">Its size, in units of 2^20 bytes.</param>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var folder = new TempFolder();
        var isMounted = false;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            await using var mount = ProgramRun.Start("mount", ["-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m"), "tmpfs", folder.Path]);
            isMounted = await mount.ExitAsync().ConfigureAwait(false) == 0;
        }

        if (!isMounted)
        {
            folder.Dispose();
            Assert.Skip("needs to mount a file system: root on Linux");
        }

        return new SmallDisk(folder);
    }

    /// <summary>Fills it, but for some room.</summary>
    /// <param name="name">The file that takes the room.</param>
    /// <param name="leave">Bytes that stay free; 0 for none.</param>
    public void Fill(string name, long leave)
    {
        using var stream = new FileStream(File(name), FileMode.Append, FileAccess.Write, FileShare.Read, 1);
        var page = new byte[4_096];
        try
        {
            while (new DriveInfo(Path).AvailableFreeSpace > leave)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await using (var unmount = ProgramRun.Start("umount", ["-l", Path]))
        {
            await unmount.ExitAsync().ConfigureAwait(false);
        }

        _folder.Dispose();
    }
}
