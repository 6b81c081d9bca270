using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Reports;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train evaluate: how good a model package is on recordings.</summary>
internal static class EvaluateCommand
{
    /// <summary>Loudest and softest gain that is taken, in dB.</summary>
    private const double LargestGain = 120;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var model = new Option<string>("--model") { Required = true, HelpName = "DIR", Description = "Model package that takes features" };
        var data = new Option<string[]>("--data")
        {
            Required = true,
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
            Description = "Data folders, as for train",
        };
        var side = new Option<string>("--side")
        {
            HelpName = "unheard|test|validation|training|all",
            Description = "Recordings to judge by: those that the model was neither trained nor chosen on, one side of it, or all",
            DefaultValueFactory = _ => "unheard",
        };
        side.AcceptOnlyFromAmong("unheard", "test", "validation", "training", "all");
        var seed = new Option<int?>("--seed")
        {
            HelpName = "N",
            Description = "Divide anew by this seed, for a model that does not tell what it was trained on",
        };
        var threshold = new Option<double?>("--threshold")
        {
            HelpName = "0..1",
            Description = "Threshold of every bird [default: the model's]",
            CustomParser = value => Parse(value, "--threshold", 0, 1),
        };
        var crops = new Option<int>("--crop-seeds")
        {
            HelpName = "N",
            Description = "Seeds for one random window per recording; 0 leaves it out",
            DefaultValueFactory = _ => 5,
            CustomParser = value => (int)Parse(value, "--crop-seeds", 0, 1_000),
        };
        var gains = new Option<double[]>("--gains")
        {
            HelpName = "DB",
            AllowMultipleArgumentsPerToken = true,
            Description = "Gains in dB to judge windows under; 0 alone leaves it out",
            DefaultValueFactory = _ => [-20, -10, 10, 20],
            CustomParser = value => [.. value.Tokens.Select(t => Number(value, t.Value, "--gains", -LargestGain, LargestGain))],
        };
        var target = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = "Folder for report.html and report.json [default: only show the main figures]",
        };
        var replace = new Option<bool>("--replace") { Description = "Replace a report that is already there" };
        var kinds = KindOption.Create();
        var command = new Command(
            "evaluate",
            "Judge a model package by recordings, in the station's own runtime")
        {
            model, data, side, seed, threshold, crops, gains, kinds, target, replace,
        };
        command.SetAction((parsed, stop) => RunAsync(
            new EvaluationRun
            {
                Model = parsed.GetRequiredValue(model),
                Data = parsed.GetRequiredValue(data),
                Side = Enum.Parse<JudgedSide>(parsed.GetRequiredValue(side), ignoreCase: true),
                Kinds = KindOption.Value(parsed, kinds),
                Seed = parsed.GetValue(seed),
                Threshold = parsed.GetValue(threshold),
                CropSeeds = parsed.GetValue(crops),
                Gains = [.. parsed.GetRequiredValue(gains).Where(g => g != 0)],
            },
            parsed.GetValue(target),
            parsed.GetValue(replace),
            parsed.InvocationConfiguration.Output,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(EvaluationRun request, string? target, bool replace, TextWriter output, CancellationToken stop)
    {
        if (target is not null)
        {
            ReportFolder.RequireFree(target, replace);
        }

        var console = Consoles.On(output);
        var outcome = await WorkConsole.FollowAsync(
            console,
            monitor => request.Run(monitor, stop),
            "stopped before all recordings were judged; there are no figures.",
            stop).ConfigureAwait(false);
        Show(console, outcome);
        if (target is not null)
        {
            ReportFolder.Write(target, EvaluationReport.Page(outcome), EvaluationReport.Figures(outcome), replace);
            console.MarkupLineInterpolated($"Report: {Path.Combine(target, ReportFolder.PageName)}");
        }

        return ExitCodes.Ok;
    }

    private static void Show(IAnsiConsole console, EvaluationOutcome outcome)
    {
        console.WriteLine(outcome.Judged);
        var table = new Table().AddColumns("", "judged", "top-1", "top-5", "macro F1", "mean AP", "calibration error");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var (name, set) in new[] { ("windows", outcome.Windows), ("recordings", outcome.Recordings) })
        {
            table.AddRow(
                name, Figure.Count(
                    set.Accuracy.Count), Figure.Share(set.Accuracy.Top1), Figure.Share(set.Accuracy.Top5), Figure.Share(set.MacroF1),
                Figure.Share(set.MeanAveragePrecision), Figure.Share(set.Calibration?.ExpectedError));
        }

        console.Write(table);
        if (outcome.Figures.Birds.Count > 0 || outcome.Figures.Negatives.Count > 0)
        {
            FiguresTable.Show(console, outcome.Figures);
        }

        if (outcome.Crops.Values.Count > 0)
        {
            console.WriteLine(
                $"One random window per recording: top-1 {Figure.Share(outcome.Crops.Mean)}, deviation " +
                $"{Figure.Share(outcome.Crops.Deviation)} over {outcome.Crops.Values.Count} seeds.");
        }

        if (outcome.Gain is { } gain)
        {
            console.WriteLine(
                $"Gain of {string.Join(", ", gain.ByGain.Select(g => Figure.Number(g.Decibels, "+0.##;-0.##")))} dB leaves the first " +
                $"label of {Figure.Share(gain.SteadyShare)} of the windows as it is.");
        }

        console.WriteLine(
            $"Correlation of duration and being right: {Figure.Number(outcome.Durations.Pearson, "0.00")} (by rank " +
            $"{Figure.Number(outcome.Durations.Spearman, "0.00")}).");
        if (outcome.Trust is { } trust)
        {
            console.WriteLine(
                "A lookup by recordist, place and day that hears nothing, on the same birds: " +
                $"{Figure.Share((double)trust.Lookup.Majority / trust.Partition.Test.Length)}.");
        }
    }

    private static double Parse(ArgumentResult value, string name, double lowest, double highest) =>
        Number(value, value.Tokens[^1].Value, name, lowest, highest);

    private static double Number(ArgumentResult value, string text, string name, double lowest, double highest)
    {
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        value.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'; give {lowest} to {highest}"));
        return default;
    }
}
