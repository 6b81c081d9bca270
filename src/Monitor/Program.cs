using System.CommandLine;
using AvianVox.Monitor.Cli;

var root = new RootCommand("AvianVox: a station that hears birds, names them and tells.")
{
    RunCommand.Create(),
    DemoCommand.Create(),
    DetectionsCommand.Create(),
    DevicesCommand.Create(),
    ModelsCommand.Create(),
    ConfigCommand.Create(),
};
var arguments = root.Parse(args);
if (arguments.Errors.Count > 0)
{
    foreach (var fault in arguments.Errors)
    {
        Console.Error.WriteLine(fault.Message);
    }

    Console.Error.WriteLine("Try: avianvox --help");
    return ExitCodes.Usage;
}

// The host deals with SIGTERM and Ctrl-C itself: it flushes before it goes.
return await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
