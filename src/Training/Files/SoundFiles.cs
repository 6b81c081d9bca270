namespace AvianVox.Training.Files;

/// <summary>Which files are taken for sounds when folders are looked through.</summary>
internal static class SoundFiles
{
    /// <summary>Endings of the formats that can be read.</summary>
    private static readonly string[] Endings = [".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3"];

    /// <summary>Whether a name ends as a sound's does.</summary>
    /// <param name="path">Name or path.</param>
    public static bool Is(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>All sounds below a folder, by name.</summary>
    /// <param name="folder">Folder.</param>
    public static IReadOnlyList<string> Below(string folder) =>
        Directory.EnumerateFiles(Path.GetFullPath(folder), "*", SearchOption.AllDirectories)
            .Where(Is)
            .Order(StringComparer.Ordinal)
            .ToList();
}
