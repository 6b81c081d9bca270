using System.CommandLine;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox config check" and "avianvox config show".</summary>
internal static class ConfigCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("config", "Checks or shows the configuration.")
        {
            Leaf("check", "Prints \"ok\", or every fault of the configuration, species that the model does not know among them.", Check),
            Leaf("show", "Prints the configuration in effect as JSON, secrets masked.", StationConfiguration.Show),
        };
        return command;
    }

    private static Command Leaf(string name, string description, Func<StationOptions, string> text)
    {
        var file = new Option<string?>("--config") { Description = $"Configuration file; {StationConfiguration.DefaultText}.", HelpName = "FILE" };
        var sets = new Option<string[]>("--set") { Description = "Sets one value, such as Detector:Threshold=0.6; may be repeated.", HelpName = "KEY=VALUE" };
        var command = new Command(name, description) { file, sets };
        command.SetAction(arguments =>
        {
            try
            {
                var options = StationConfiguration.Load(arguments.GetValue(file), arguments.GetValue(sets) ?? []);
                arguments.InvocationConfiguration.Output.WriteLine(text(options));
                return ExitCodes.Ok;
            }
            catch (Exception fault)
            {
                return FaultReport.Write(fault, showTrace: false, arguments.InvocationConfiguration.Error);
            }
        });
        return command;
    }

    /// <summary>
    /// Species are named in many settings, and only a model knows whether there are such: what passes here is what "run" takes.
    /// </summary>
    private static string Check(StationOptions options)
    {
        StationModels.Load(options).Dispose();
        return "ok";
    }
}
