using System.CommandLine;
using AvianVox.Training.Cli;

namespace AvianVox.Training.Tests.Cli;

/// <summary>Runs commands of the workshop in this process, as its command line does.</summary>
internal static class CommandRun
{
    /// <summary>Runs a command and returns its exit code and what it wrote.</summary>
    /// <param name="root">The commands there are.</param>
    /// <param name="args">Command line, the command's name first.</param>
    public static async Task<(int Code, string Output, string Error)> RunAsync(RootCommand root, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(root, args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Expects a fault that is told in one line.</summary>
    /// <param name="root">The commands there are.</param>
    /// <param name="code">Its exit code.</param>
    /// <param name="text">Part of the line.</param>
    /// <param name="args">Command line, the command's name first.</param>
    public static async Task ExpectFaultAsync(RootCommand root, int code, string text, params string[] args)
    {
        var (actual, _, error) = await RunAsync(root, args);
        Assert.Contains(text, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(code, actual);
    }
}
