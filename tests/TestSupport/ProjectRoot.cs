namespace AvianVox.TestSupport;

/// <summary>Finds the folder that holds AvianVox.sln.</summary>
public static class ProjectRoot
{
    /// <summary>Full path of the project's root.</summary>
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AvianVox.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No AvianVox.sln above {start}.");
    }
}
