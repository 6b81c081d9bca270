using System.CommandLine;
using AvianVox.Training.Making;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train export: the state of a training run becomes a model package.</summary>
internal static class ExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var state = new Argument<string>("STATE")
        {
            Description = "State of a training run: DIR.state of train, or of a fold of crossvalidate",
        };
        var target = new Option<string>("--out") { Required = true, HelpName = "DIR", Description = "Folder of the model package to make" };
        var data = new Option<string[]>("--data")
        {
            Required = true,
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
            Description = "Data folders whose recordings the package is compared with torch on",
        };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "Name of the model", DefaultValueFactory = _ => "mine" };
        var version = new Option<string>("--version")
        {
            HelpName = "VERSION",
            Description = "Version of the model",
            DefaultValueFactory = _ => "1.0",
        };
        var licence = new Option<string>("--licence")
        {
            HelpName = "TEXT",
            Description = "Licence of the weights",
            DefaultValueFactory = _ => "CC-BY-NC-SA-4.0",
        };
        var replace = new Option<bool>("--replace") { Description = "Replace a model package that is already there" };
        var threads = TrainCommand.Number("--threads", "Threads; 0 for one per core", 0, 1_024, 0);
        var command = new Command(
            "export",
            "Make a model package from the state of a training run") { state, target, data, name, version, licence, replace, threads };
        command.SetAction(async (parsed, stop) =>
        {
            var request = new ExportRequest
            {
                State = parsed.GetRequiredValue(state),
                Out = parsed.GetRequiredValue(target),
                Data = parsed.GetRequiredValue(data),
                Name = parsed.GetRequiredValue(name),
                Version = parsed.GetRequiredValue(version),
                Licence = parsed.GetRequiredValue(licence),
                Replace = parsed.GetValue(replace),
                Threads = parsed.GetValue(threads)!.Value,
            };
            var console = Consoles.On(parsed.InvocationConfiguration.Output);
            var (package, deviation) = await WorkConsole.FollowAsync(
                console,
                monitor => new ExportRun(request, monitor, TimeProvider.System).Run(stop),
                "stopped before the package was written.",
                stop).ConfigureAwait(false);
            console.Profile.Out.Writer.WriteLine(
                FormattableString.Invariant($"ONNX against torch on real windows: probabilities differ by {deviation:0.0e+0} at most\nModel package: {package.Folder}"));
            return ExitCodes.Ok;
        });
        return command;
    }
}
