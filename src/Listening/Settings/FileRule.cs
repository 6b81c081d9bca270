namespace AvianVox.Listening.Settings;

/// <summary>Checks that files which settings name are there.</summary>
public static class FileRule
{
    /// <summary>Checks one.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="file">The file; null for none.</param>
    /// <param name="fault">Takes what is wrong.</param>
    public static void Check(string key, string? file, FaultSink fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (file is not null && !File.Exists(file))
        {
            fault(key, file, $"there is no such file (looked for {Path.GetFullPath(file)})");
        }
    }
}
