namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the data folder's disk has room.</summary>
/// <param name="folder">The data folder; it need not exist.</param>
internal sealed class DiskCheck(string folder) : ICheck
{
    /// <summary>Below this a year of events may not fit, in bytes.</summary>
    public const long Low = 1L << 30;

    /// <summary>Below this the journal is about to stop, in bytes.</summary>
    public const long Empty = 64L << 20;

    private const string Fix = "Free some space, set the limits of kept clips, or set Data:Folder to a larger disk.";

    /// <inheritdoc />
    public string Name => "disk";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        try
        {
            var drive = new DriveInfo(existing);
            return Task.FromResult<IReadOnlyList<Finding>>([Judge(folder, drive.AvailableFreeSpace, drive.TotalSize)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<IReadOnlyList<Finding>>(
                [Finding.Fault($"the disk of {folder} cannot be read: {fault.Message}", "See that it is mounted and sound.")]);
        }
    }

    /// <summary>Judges the room there is.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="free">Bytes that the station may still write.</param>
    /// <param name="total">Bytes of the whole disk.</param>
    internal static Finding Judge(string folder, long free, long total)
    {
        var text = FormattableString.Invariant(
            $"{free / (double)(1 << 30):0.0} of {total / (double)(1 << 30):0.0} GiB are free for {folder}");
        return free < Empty ? Finding.Fault(text, Fix) : free < Low ? Finding.Warning(text, Fix) : Finding.Ok(text);
    }
}
