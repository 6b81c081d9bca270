namespace AvianVox.Audio.Programs;

/// <summary>
/// Finds programs as a shell does. Left to itself, .NET looks in the working folder first, which holds what others wrote.
/// </summary>
public static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Finds one.</summary>
    /// <param name="program">Its name, looked up on the PATH, or a path.</param>
    /// <returns>Its full path; null where there is none that is a program.</returns>
    public static string? Find(string program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (OperatingSystem.IsWindows() || program.Contains('/', StringComparison.Ordinal))
        {
            return OperatingSystem.IsWindows() || IsProgram(program) ? program : null;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        path.Length > 0 && File.Exists(path) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Executable) != 0;
}
