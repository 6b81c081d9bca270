namespace AvianVox.Station.Clips.Retention;

/// <summary>Clips in day folders on a disk.</summary>
/// <param name="folder">The clip folder; need not be there.</param>
internal sealed class FileClipStore(string folder) : IClipStore
{
    /// <inheritdoc />
    public string Folder => folder;

    /// <inheritdoc />
    public long FreeBytes()
    {
        // The folder is made with the first clip; before that its nearest parent tells.
        var at = Path.GetFullPath(folder);
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } parent)
        {
            at = parent;
        }

        try
        {
            return new DriveInfo(at).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<StoredClip> List()
    {
        var clips = new Dictionary<string, StoredClip>(StringComparer.Ordinal);
        foreach (var (day, file) in Files("*"))
        {
            if (ClipName.Parse(file.Name) is { } name)
            {
                var path = $"{day}/{file.Name}";
                var stem = Path.ChangeExtension(path, null);
                var isSound = file.Extension != ClipName.PictureEnding;
                var clip = new StoredClip(
                    path,
                    file.Length,
                    new DateTimeOffset(file.LastWriteTimeUtc),
                    name.Species,
                    name.Confidence,
                    isSound);
                clips[stem] = !clips.TryGetValue(stem, out var other) ? clip : (isSound ? clip : other) with { Bytes = clip.Bytes + other.Bytes };
            }
        }

        return [.. clips.Values];
    }

    /// <inheritdoc />
    public void Delete(StoredClip clip)
    {
        // The picture first: a clip without picture is listed again.
        File.Delete(Path.Combine(folder, Path.ChangeExtension(clip.Path, ClipName.PictureEnding)));
        File.Delete(Path.Combine(folder, clip.Path));
    }

    /// <inheritdoc />
    public void CleanUp(DateTimeOffset before)
    {
        foreach (var (_, file) in Files(".*" + ClipFiles.PartEnding))
        {
            if (file.LastWriteTimeUtc < before.UtcDateTime)
            {
                file.Delete();
            }
        }

        // A folder that was just made is empty until its first clip is begun.
        foreach (var day in Days().Where(day => day.LastWriteTimeUtc < before.UtcDateTime))
        {
            if (!day.EnumerateFileSystemInfos().Any())
            {
                day.Delete();
            }
        }
    }

    private IEnumerable<DirectoryInfo> Days() =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateDirectories().Where(day => ClipName.IsDay(day.Name)) : [];

    private IEnumerable<(string Day, FileInfo File)> Files(string pattern) =>
        Days().SelectMany(day => day.EnumerateFiles(pattern, new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Select(
            file => (day.Name, file)));
}
