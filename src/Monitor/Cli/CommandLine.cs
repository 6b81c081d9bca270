using System.CommandLine;
using AvianVox.Audio.Streams;
using AvianVox.Listening.Programs;

namespace AvianVox.Monitor.Cli;

/// <summary>The whole command line: every command, and what is told when it is wrong.</summary>
internal static class CommandLine
{
    /// <summary>Makes the command that all others belong to.</summary>
    public static RootCommand Create() => new("AvianVox: a station that hears birds, names them and tells.")
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        DetectionsCommand.Create(),
        SinksCommand.Create(),
        JournalCommand.Create(),
        DevicesCommand.Create(),
        DoctorCommand.Create(),
        ModelsCommand.Create(),
        ConfigCommand.Create(),
    };

    /// <summary>Does what the command line says.</summary>
    /// <param name="args">As given to the process.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        using var plain = new PlainWriter(output);
        using var plainError = new PlainWriter(error);
        var arguments = Create().Parse(args);
        if (arguments.Errors.Count > 0)
        {
            foreach (var fault in Faults(arguments))
            {
                plainError.WriteLine(fault);
            }

            plainError.WriteLine($"Try: {OwnName.Command} --help");
            return ExitCodes.Usage;
        }

        // The host deals with SIGTERM and Ctrl-C itself: it flushes before it goes.
        return await arguments.InvokeAsync(
            new InvocationConfiguration { ProcessTerminationTimeout = null, Output = plain, Error = plainError });
    }

    private static IEnumerable<string> Faults(ParseResult arguments)
    {
        var isRun = arguments.CommandResult.Command.Name == RunCommand.Name;
        foreach (var fault in arguments.Errors)
        {
            // What stands alone behind "run" is meant to be listened to; it may be an address with a password.
            var input = isRun ? arguments.UnmatchedTokens.FirstOrDefault(token => fault.Message.Contains($"'{token}'", StringComparison.Ordinal)) : null;
            yield return input is null ? fault.Message : $"run does not know '{StreamUrl.WithoutSecrets(input)}'; did you mean --source {StreamUrl.WithoutSecrets(input)}?";
        }
    }
}
