using Xunit;

namespace AvianVox.TestSupport;

/// <summary>The reference recordings and arrays, which live outside the project. A test that needs one is skipped, and says which, where it is absent.</summary>
public static class SharedData
{
    /// <summary>Environment variable that names the folder; default: ../shared/data from the project's root.</summary>
    public const string Variable = "AVIANVOX_DATA";

    /// <summary>The folder, whether or not it exists.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.GetFullPath(Path.Combine(ProjectRoot.Path, "..", "shared", "data"));

    /// <summary>Full path of a file or folder there; skips the running test when it is absent.</summary>
    /// <param name="relative">Path below the data folder, with forward slashes.</param>
    public static string Require(string relative)
    {
        var path = Path.Combine(Root, relative);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"needs {relative} from the reference data ({Variable} or ../shared/data), which is not here");
        return path;
    }
}
