namespace AvianVox.Training.Files;

/// <summary>Which files are taken for sounds when folders are looked through.</summary>
internal static class SoundFiles
{
    /// <summary>Endings of the formats that can be read.</summary>
    private static readonly string[] Endings = [".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3"];

    /// <summary>Whether a name ends as a sound's does.</summary>
    /// <param name="path">Name or path.</param>
    public static bool Is(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The sounds that lie in a folder itself, by name.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="warn">Receives a line where it cannot be read.</param>
    public static IReadOnlyList<string> In(string folder, Action<string> warn)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Path.GetFullPath(folder)).Where(Is).Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            warn($"{folder} cannot be looked through ({fault.Message.TrimEnd('.')}); left out");
            return [];
        }
    }

    /// <summary>All sounds below a folder, by name; each folder is looked through once, whatever links lead to it.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="warn">Receives one line per folder that cannot be read.</param>
    /// <param name="stop">Ends the walk.</param>
    public static IReadOnlyList<string> Below(string folder, Action<string> warn, CancellationToken stop) =>
        [.. FolderWalk.Folders(folder, warn, stop).SelectMany(f => In(f, warn)).Order(StringComparer.Ordinal)];
}
