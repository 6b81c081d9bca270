namespace AvianVox.Classification.Loading;

/// <summary>
/// A folder that comes to be as a whole or not at all: its files go into a hidden folder beside the target, which takes
/// the target's name once all are written. What was not published is deleted on disposal.
/// </summary>
public sealed class DraftFolder : IDisposable
{
    private readonly string _target;

    private DraftFolder(string target, string path)
    {
        _target = target;
        Path = path;
    }

    /// <summary>Path of the hidden folder.</summary>
    public string Path { get; }

    /// <summary>Makes the hidden folder, and the target's parents where they are missing.</summary>
    /// <param name="target">Path of the folder that is to be; not the root.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static DraftFolder Create(string target)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        var parent = System.IO.Path.GetDirectoryName(full) ?? throw new IOException("the root folder cannot be replaced");
        var draft = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(full)}.{Guid.NewGuid():N}");
        Directory.CreateDirectory(draft);
        return new DraftFolder(full, draft);
    }

    /// <summary>Writes a file through to the disk: after a power cut a renamed folder must not hold empty files.</summary>
    /// <param name="name">Name of the file in the folder.</param>
    /// <param name="content">All of it.</param>
    /// <exception cref="IOException">Writing failed.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(System.IO.Path.Combine(Path, name), FileMode.CreateNew, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives the draft the target's name. What was there before moves aside first and is deleted last.</summary>
    /// <exception cref="IOException">The name could not be given; the target is as it was.</exception>
    public void Publish()
    {
        if (!Directory.Exists(_target))
        {
            Directory.Move(Path, _target);
            return;
        }

        var old = Path + ".old";
        Directory.Move(_target, old);
        try
        {
            Directory.Move(Path, _target);
        }
        catch (IOException)
        {
            Directory.Move(old, _target);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
