namespace AvianVox.Training.Files;

/// <summary>Walks folders: every folder once, whatever links lead to it, and no further than it is allowed to.</summary>
internal static class FolderWalk
{
    /// <summary>Folders that may lie within one another, links resolved; more is a file system gone wrong.</summary>
    private const int Deepest = 200;

    /// <summary>All folders at and below one, by name, links among them followed once.</summary>
    /// <param name="folder">Folder; it exists.</param>
    /// <param name="warn">Receives one line per folder that cannot be read.</param>
    /// <param name="stop">Ends the walk.</param>
    /// <returns>Full paths as they are reached, each parent before its children.</returns>
    public static IReadOnlyList<string> Folders(string folder, Action<string> warn, CancellationToken stop)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<string>();

        // What is no link comes first, so that a folder is known by its own name and not by a link's.
        var waiting = new Queue<(string Path, int Depth)>([(Path.GetFullPath(folder), 0)]);
        while (waiting.TryDequeue(out var next))
        {
            stop.ThrowIfCancellationRequested();
            if (next.Depth > Deepest || !seen.Add(RealPath(next.Path)))
            {
                continue;
            }

            found.Add(next.Path);
            try
            {
                foreach (var below in new DirectoryInfo(next.Path).EnumerateDirectories().OrderBy(d => d.LinkTarget is null ? 0 : 1).ThenBy(d => d.Name, StringComparer.Ordinal))
                {
                    waiting.Enqueue((below.FullName, next.Depth + 1));
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                warn($"{next.Path} cannot be looked through ({fault.Message.TrimEnd('.')}); left out");
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>A path without links in it.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>The path; itself where a link leads nowhere.</returns>
    public static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path) ?? "/";
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            try
            {
                if (new DirectoryInfo(real).LinkTarget is not null)
                {
                    var target = Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
                    real = target == real ? real : RealPath(target);
                }
            }
            catch (IOException)
            {
                // Links that lead to one another end here.
            }
        }

        return real;
    }
}
