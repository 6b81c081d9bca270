using System.Reflection;

namespace AvianVox.TestSupport;

/// <summary>Runs the running test program again, for what a process can decide only once: which libraries or instructions it has.</summary>
public static class ThisProgram
{
    /// <summary>Starts it, however it was started itself: by its own name, or by dotnet.</summary>
    /// <param name="arguments">Its arguments, such as a filter.</param>
    /// <param name="environment">Variables to set beside the test's own.</param>
    public static ProgramRun Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? ProgramRun.Start(program, [Assembly.GetEntryAssembly()!.Location, .. arguments], environment)
            : ProgramRun.Start(program, arguments, environment);
    }
}
