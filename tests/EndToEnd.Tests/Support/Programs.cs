using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests.Support;

/// <summary>The built programs, run as a user runs them: each in a process of its own.</summary>
internal static class Programs
{
    // The folder above tells debug from release.
    private static readonly string Configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>Folder of the built station.</summary>
    public static string StationFolder => Path.GetDirectoryName(Built("AvianVox.Monitor", "avianvox.dll"))!;

    /// <summary>Starts the station.</summary>
    /// <param name="arguments">Command line.</param>
    /// <param name="environment">Variables to set beside the test's own.</param>
    /// <param name="keepInputOpen">False closes standard input at once.</param>
    public static ProgramRun Station(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, bool keepInputOpen = false) =>
        Start("AvianVox.Monitor", "avianvox.dll", arguments, environment, keepInputOpen);

    /// <summary>Runs a command of the station to its end and returns what it wrote.</summary>
    /// <param name="arguments">Command line.</param>
    public static async Task<(int Code, string Output, string Errors)> StationCommandAsync(params IEnumerable<string> arguments)
    {
        await using var run = Station(arguments);
        var code = await run.ExitAsync();
        return (code, string.Join('\n', run.Output), string.Join('\n', run.Errors));
    }

    /// <summary>Starts the workshop; skips the running test where it is not built.</summary>
    /// <param name="arguments">Command line.</param>
    public static ProgramRun Workshop(IEnumerable<string> arguments)
    {
        SkipWithoutWorkshop();
        return Start("AvianVox.Training", "avianvox-train.dll", arguments);
    }

    /// <summary>Starts the station under strace.</summary>
    /// <param name="strace">Arguments of strace.</param>
    /// <param name="arguments">Command line of the station.</param>
    /// <param name="environment">Variables to set beside the test's own.</param>
    public static ProgramRun Traced(IEnumerable<string> strace, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        Traced("AvianVox.Monitor", "avianvox.dll", strace, arguments, environment);

    /// <summary>Starts the workshop under strace; skips the running test where it is not built.</summary>
    /// <param name="strace">Arguments of strace.</param>
    /// <param name="arguments">Command line of the workshop.</param>
    /// <param name="environment">Variables to set beside the test's own.</param>
    public static ProgramRun TracedWorkshop(IEnumerable<string> strace, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        SkipWithoutWorkshop();
        return Traced("AvianVox.Training", "avianvox-train.dll", strace, arguments, environment);
    }

    private static ProgramRun Traced(
        string project, string program, IEnumerable<string> strace, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        ProgramRun.Start("strace", [.. strace, "dotnet", Built(project, program), .. arguments], environment, ProjectRoot.Path);

    private static void SkipWithoutWorkshop() =>
        Assert.SkipUnless(File.Exists(Built("AvianVox.Training", "avianvox-train.dll")), "needs the workshop, which is not built here (x86-64 only)");

    private static ProgramRun Start(string project, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, bool keepInputOpen = false) =>
        ProgramRun.Start("dotnet", [Built(project, program), .. arguments], environment, ProjectRoot.Path, keepInputOpen);

    private static string Built(string project, string program) => Path.Combine(ProjectRoot.Path, "artifacts", "bin", project, Configuration, program);
}
