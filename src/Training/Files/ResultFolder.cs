using AvianVox.Classification.Loading;

namespace AvianVox.Training.Files;

/// <summary>A folder of results that is there as a whole or not at all, and replaces nothing but its like.</summary>
/// <param name="kind">What it holds, as a message names it: "split", "report".</param>
/// <param name="mark">Name of the file by which its like is known.</param>
internal sealed class ResultFolder(string kind, string mark)
{
    /// <summary>Checks that a target may be written.</summary>
    /// <param name="folder">Target.</param>
    /// <param name="replace">Whether one of the kind there may be replaced. Anything else there never is.</param>
    /// <exception cref="WorkshopException">It is taken.</exception>
    public void RequireFree(string folder, bool replace)
    {
        if (File.Exists(folder))
        {
            throw new WorkshopException($"--out {folder}: a file of that name exists; name a folder.");
        }

        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return;
        }

        if (!File.Exists(Path.Combine(folder, mark)))
        {
            throw new WorkshopException($"--out {folder}: the folder holds other things than a {kind}; name a new one.");
        }

        if (!replace)
        {
            throw new WorkshopException(
                $"--out {folder}: there is a {kind} already; name a new folder, or ask for it to be replaced (--replace).");
        }
    }

    /// <summary>Writes into a hidden folder beside the target, which then takes the target's name.</summary>
    /// <param name="folder">Target. Its parents are made where they are missing.</param>
    /// <param name="files">Content by name.</param>
    /// <param name="replace">Whether one of the kind there may be replaced.</param>
    /// <exception cref="WorkshopException">The target is taken.</exception>
    /// <exception cref="IOException">Writing failed; the target is as it was.</exception>
    public void Write(string folder, IReadOnlyDictionary<string, byte[]> files, bool replace)
    {
        RequireFree(folder, replace);
        try
        {
            using var draft = DraftFolder.Create(folder);
            foreach (var (name, content) in files)
            {
                draft.Write(name, content);
            }

            draft.Publish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {folder} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
