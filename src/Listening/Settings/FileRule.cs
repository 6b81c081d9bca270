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

    /// <summary>Checks one whose first line is a secret: an empty one would be no secret at all.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="file">The file; null for none.</param>
    /// <param name="fault">Takes what is wrong.</param>
    public static void CheckSecret(string key, string? file, FaultSink fault)
    {
        Check(key, file, fault);
        if (file is null || !File.Exists(file))
        {
            return;
        }

        try
        {
            if (string.IsNullOrWhiteSpace(File.ReadLines(file).FirstOrDefault()))
            {
                fault(key, file, "its first line is empty; it must be the secret");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault(key, file, $"it cannot be read: {error.Message}");
        }
    }
}
