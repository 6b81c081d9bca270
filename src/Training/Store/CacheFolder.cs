namespace AvianVox.Training.Store;

/// <summary>Where things are kept that can be computed again: XDG Base Directory Specification.</summary>
internal static class CacheFolder
{
    /// <summary>avianvox/features below XDG_CACHE_HOME where that is an absolute path, else below .cache in the home folder.</summary>
    public static string Default =>
        Of(Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The folder for given surroundings.</summary>
    /// <param name="cache">XDG_CACHE_HOME; null when not set. A relative path is not taken, as the specification asks.</param>
    /// <param name="home">Home folder; empty for a user without one, whose cache is in the folder for temporary files.</param>
    internal static string Of(string? cache, string home) => Path.Combine(
        Path.IsPathFullyQualified(cache ?? "") ? cache! : home.Length > 0 ? Path.Combine(home, ".cache") : Path.GetTempPath(),
        "avianvox",
        "features");
}
