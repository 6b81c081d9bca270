using System.CommandLine;
using AvianVox.Training.Exploring;
using AvianVox.Training.Naming;
using AvianVox.Training.Reports;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train explore: what is in data folders.</summary>
internal static class ExploreCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Required = true,
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
            Description = "Data folders, as for train",
        };
        var target = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = "Folder for report.html and report.json",
        };
        var replace = new Option<bool>("--replace") { Description = "Replace a report that is already there" };
        var kinds = KindOption.Create();
        var command = new Command(
            "explore", "Show what recordings there are, and what their features look like") { data, kinds, target, replace };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetRequiredValue(data),
            KindOption.Value(parsed, kinds),
            (parsed.GetRequiredValue(target), parsed.GetValue(replace)),
            parsed.InvocationConfiguration.Output,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] data, KindChoices kinds, (string Folder, bool Replace) target, TextWriter output, CancellationToken stop)
    {
        ReportFolder.RequireFree(target.Folder, target.Replace);
        var console = Consoles.On(output);
        var found = await WorkConsole.FollowAsync(
            console,
            monitor => new ExplorationRun(data, monitor) { Kinds = kinds }.Run(stop),
            "stopped before all recordings were read; there is no report.",
            stop).ConfigureAwait(false);
        ReportFolder.Write(target.Folder, ExplorationReport.Page(found), ExplorationReport.Figures(found), target.Replace);
        console.WriteLine(
            $"{Figure.Count(found.Recordings.Count)} recordings, {Figure.Count(found.Species.Count)} species or sounds, " +
            $"{Figure.Number(found.Durations.Sum() / 60, "0.0")} minutes, {Figure.Count(found.Left.Count)} left out.");
        console.WriteLine(
            $"Log mel: mean {Figure.Number(found.LogMel.Mean, "0.0000")}, deviation " +
            $"{Figure.Number(found.LogMel.Deviation, "0.0000")}. MFCC: mean {Figure.Number(found.Mfcc.Mean, "0.0000")}, deviation " +
            $"{Figure.Number(found.Mfcc.Deviation, "0.0000")}.");
        console.MarkupLineInterpolated($"Report: {Path.Combine(target.Folder, ReportFolder.PageName)}");
        return ExitCodes.Ok;
    }
}
