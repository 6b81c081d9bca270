using AvianVox.Training.Files;

namespace AvianVox.Training.Store;

/// <summary>Keeps a store within its limit: what was not used for the longest time goes first.</summary>
internal sealed class StoreRoom
{
    /// <summary>Age at which an unfinished file belongs to nobody any more; none takes a minute to write.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly long _limit;
    private readonly Queue<FileInfo> _old;
    private long _size;

    /// <summary>Looks what is there, and deletes what a run that was killed left half written.</summary>
    /// <param name="folder">Folder of the store.</param>
    /// <param name="limit">Largest size of all entries, in bytes.</param>
    /// <param name="wanted">Paths of entries that are needed now and stay.</param>
    /// <param name="time">Tells the age of files.</param>
    public StoreRoom(string folder, long limit, IReadOnlySet<string> wanted, TimeProvider time)
    {
        (_folder, _limit) = (folder, limit);
        var now = time.GetUtcNow();
        foreach (var left in Files(folder, "*" + SafeFile.Unfinished).Where(f => now - f.LastWriteTimeUtc > Abandoned))
        {
            left.Delete();
        }

        var entries = Files(folder, "*" + EntryFile.Ending);
        _size = entries.Sum(Length);
        _old = new Queue<FileInfo>(
            entries.Where(e => !wanted.Contains(e.FullName)).OrderBy(e => e.LastWriteTimeUtc).ThenBy(e => e.Name, StringComparer.Ordinal));
        Forget(0);
    }

    /// <summary>Makes room for a new entry.</summary>
    /// <param name="bytes">Its size.</param>
    /// <exception cref="WorkshopException">What is needed now exceeds the limit.</exception>
    public void Take(long bytes)
    {
        lock (_lock)
        {
            Forget(bytes);
            _size += bytes;
            if (_size > _limit)
            {
                throw new WorkshopException(
                    FormattableString.Invariant($"The features of these recordings take more than the {_limit / (double)StoreOptions.Gibibyte:0.###} GiB that {_folder} may hold; allow more by --cache-limit, or give fewer recordings."));
            }
        }
    }

    /// <summary>Deletes the oldest that nobody needs now, until there is room or none is left.</summary>
    private void Forget(long bytes)
    {
        while (_size + bytes > _limit && _old.TryDequeue(out var oldest))
        {
            _size -= Length(oldest);
            oldest.Delete();
        }
    }

    /// <summary>Size of a file; 0 for one that another process deleted meanwhile.</summary>
    private static long Length(FileInfo file) => file.Exists ? file.Length : 0;

    private static FileInfo[] Files(string folder, string pattern) =>
        new DirectoryInfo(folder).GetFiles(pattern, SearchOption.AllDirectories);
}
