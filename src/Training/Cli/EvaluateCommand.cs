using System.CommandLine;
using AvianVox.Training.Evaluation;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train evaluate: how good a model package is on recordings.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var model = new Option<string>("--model") { Required = true, HelpName = "DIR", Description = "Model package that takes features" };
        var data = new Option<string[]>("--data") { Required = true, HelpName = "DIR", AllowMultipleArgumentsPerToken = true, Description = "Data folders, as for train" };
        var side = new Option<string>("--side") { HelpName = "all|test|validation|training", Description = "Recordings to judge by: all, or one side of the split the model was trained with", DefaultValueFactory = _ => "all" };
        side.AcceptOnlyFromAmong("all", "test", "validation", "training");
        var seed = new Option<int?>("--seed") { HelpName = "N", Description = "Seed of the split [default: the model's]" };
        var threshold = new Option<double?>("--threshold") { HelpName = "0..1", Description = "Threshold of every bird [default: the model's]" };
        var command = new Command("evaluate", "Judge a model package by recordings, in the station's own runtime") { model, data, side, seed, threshold };
        command.SetAction((parsed, stop) =>
        {
            var console = AnsiConsole.Console;
            var figures = new EvaluationRun
            {
                Model = parsed.GetRequiredValue(model),
                Data = parsed.GetRequiredValue(data),
                Side = parsed.GetRequiredValue(side) is var name && name == "all" ? null : Enum.Parse<Data.SplitSide>(name, ignoreCase: true),
                Seed = parsed.GetValue(seed),
                Threshold = parsed.GetValue(threshold),
            }.Run(message => console.MarkupLineInterpolated($"[yellow]{message}[/]"), stop);
            FiguresTable.Show(console, figures);
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }
}
