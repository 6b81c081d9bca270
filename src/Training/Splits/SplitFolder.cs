using System.Text;

namespace AvianVox.Training.Splits;

/// <summary>Writes a split's folder as a whole or not at all.</summary>
internal static class SplitFolder
{
    /// <summary>Checks that a target may be written.</summary>
    /// <param name="folder">Target.</param>
    /// <param name="replace">Whether a split there may be replaced. Anything else there never is.</param>
    /// <exception cref="WorkshopException">It is taken.</exception>
    public static void RequireFree(string folder, bool replace)
    {
        if (File.Exists(folder))
        {
            throw new WorkshopException($"--out {folder}: a file of that name exists; name a folder.");
        }

        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return;
        }

        if (!File.Exists(Path.Combine(folder, SplitFiles.FactsName)))
        {
            throw new WorkshopException($"--out {folder}: the folder holds other things than a split; name a new one.");
        }

        if (!replace)
        {
            throw new WorkshopException($"--out {folder}: there is a split already; name a new folder, or ask for it to be replaced (--replace).");
        }
    }

    /// <summary>Writes into a hidden folder beside the target, which then takes the target's name.</summary>
    /// <param name="folder">Target. Its parents are made where they are missing.</param>
    /// <param name="files">Text by name.</param>
    /// <param name="replace">Whether a split there may be replaced.</param>
    /// <exception cref="WorkshopException">The target is taken.</exception>
    /// <exception cref="IOException">Writing failed; the target is as it was.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, string> files, bool replace)
    {
        RequireFree(folder, replace);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var parent = Path.GetDirectoryName(target) ?? throw new WorkshopException($"--out {folder}: the root folder cannot be one.");
        var draft = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(draft);
            foreach (var (name, text) in files)
            {
                WriteFile(Path.Combine(draft, name), text);
            }

            Publish(draft, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {folder} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    /// <summary>What was there before moves aside first and is deleted last.</summary>
    private static void Publish(string draft, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(draft, target);
            return;
        }

        var old = draft + ".old";
        Directory.Move(target, old);
        try
        {
            Directory.Move(draft, target);
        }
        catch (IOException)
        {
            Directory.Move(old, target);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    /// <summary>Through to the disk: after a power cut a renamed folder must not hold empty files.</summary>
    private static void WriteFile(string path, string text)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
