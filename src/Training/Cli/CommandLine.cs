using System.CommandLine;
using AvianVox.Audio;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Cli;

/// <summary>Runs the command line and turns expected faults into one line and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>How long a command may take to end after Ctrl-C: what was trained so far is judged and written.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command line.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="output">Receives what a command says.</param>
    /// <param name="error">Receives faults.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RootCommand root, string[] args, TextWriter output, TextWriter error)
    {
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
            {
                await error.WriteLineAsync($"{root.Name}: {fault.Message}").ConfigureAwait(false);
            }

            await error.WriteLineAsync($"{root.Name}: --help lists what there is.").ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        try
        {
            // A fault of our own keeps its stack trace: it is for whoever mends it.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Farewell, Output = output, Error = error }).ConfigureAwait(false);
        }
        catch (Exception e) when (CodeOf(e) is not null)
        {
            await error.WriteLineAsync($"{root.Name}: {e.Message}").ConfigureAwait(false);
            return CodeOf(e)!.Value;
        }
    }

    private static int? CodeOf(Exception e) => e switch
    {
        WorkshopException or ModelPackageException or AudioException => ExitCodes.NoInput,
        IOException or UnauthorizedAccessException => ExitCodes.InputOutput,
        OperationCanceledException => ExitCodes.Cancelled,
        _ => null,
    };
}
