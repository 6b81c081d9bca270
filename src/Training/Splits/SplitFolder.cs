using System.Text;
using AvianVox.Classification.Packages;

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
        try
        {
            using var draft = DraftFolder.Create(folder);
            foreach (var (name, text) in files)
            {
                draft.Write(name, Encoding.UTF8.GetBytes(text));
            }

            draft.Publish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {folder} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
