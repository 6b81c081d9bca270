using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AvianVox.Training.Benchmarks;
using AvianVox.Training.Splits;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train benchmark: what simple methods reach, for a network to be measured against.</summary>
internal static class BenchmarkCommand
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
        var rule = new Option<string>("--rule")
        {
            HelpName = "recording|recordist",
            Description = "What stays on one side of a fold: all files of a recording, or all of a recordist",
            DefaultValueFactory = _ => "recording",
        };
        rule.AcceptOnlyFromAmong("recording", "recordist");
        var folds = Whole("--folds", "Folds; every recording is tested once", 5, 2, 1_000);
        var atLeast = Whole("--at-least", "Recordings that a class needs", 2, 2, 1_000_000);
        var windows = Whole("--windows", "Windows per recording at most, evenly spaced", 8, 1, 1_000);
        var seed = new Option<uint>("--seed")
        {
            HelpName = "N",
            Description = "Decides the folds and the weights at the start",
            DefaultValueFactory = _ => 37,
        };
        var target = new Option<string?>("--out")
        {
            HelpName = "FILE.json",
            Description = "File for all figures [default: only show them]",
        };
        var kinds = KindOption.Create();
        var command = new Command("benchmark", "Measure what naive Bayes and other simple methods reach on recordings")
        {
            data, rule, kinds, folds, atLeast, windows, seed, target,
        };
        command.SetAction((parsed, stop) => RunAsync(
            new BenchmarkRequest
            {
                Data = parsed.GetRequiredValue(data),
                Rule = Enum.Parse<SplitRule>(parsed.GetRequiredValue(rule), ignoreCase: true),
                Kinds = KindOption.Value(parsed, kinds),
                Folds = parsed.GetValue(folds),
                AtLeast = parsed.GetValue(atLeast),
                Windows = parsed.GetValue(windows),
                Seed = parsed.GetValue(seed),
            },
            parsed.GetValue(target),
            parsed.InvocationConfiguration.Output,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(BenchmarkRequest request, string? target, TextWriter output, CancellationToken stop)
    {
        if (target is not null)
        {
            BenchmarkReport.RequirePlace(target);
        }

        var console = Consoles.On(output);
        var outcome = await WorkConsole.FollowAsync(
            console,
            monitor => new BenchmarkRun(request, monitor).Run(stop),
            "stopped before all folds were measured; there are no figures.",
            stop).ConfigureAwait(false);
        Show(console, outcome);
        if (target is not null)
        {
            BenchmarkReport.Write(target, request, outcome);
            console.MarkupLineInterpolated($"Figures: {target}");
        }

        return ExitCodes.Ok;
    }

    private static void Show(IAnsiConsole console, BenchmarkOutcome outcome)
    {
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{outcome.Recordings.Count} recordings, {outcome.Classes.Count} kinds.");
        var table = new Table().AddColumns(
            "fold", "method", "window top-1", "top-5", "recording top-1", "top-5", "mAP", "lookup", "+ duration");
        foreach (var column in table.Columns.Skip(2))
        {
            column.RightAligned();
        }

        foreach (var fold in outcome.Folds)
        {
            foreach (var (m, method) in fold.Methods.Index())
            {
                table.AddRow(
                    [m == 0 ? fold.Split.Partition.Name : "", .. Cells(method), .. m == 0 ? Lookup([fold], pooled: true) : ["", ""]]);
            }
        }

        foreach (var (m, method) in outcome.All.Index())
        {
            var each = outcome.Folds.Select(f => f.Methods[m]).ToList();
            table.AddRow(
            [
                m == 0 ? "mean" : "", method.Method,
                method.Windows is null
                    ? ""
                    : Text(each.Average(f => f.Windows!.Value.Top1)), method.Windows is null
                    ? ""
                    : Text(each.Average(f => f.Windows!.Value.Top5)),
                Text(each.Average(f => f.Recordings.Top1)), Text(each.Average(f => f.Recordings.Top5)), Text(
                    each.Average(f => f.MeanAveragePrecision)),
                .. m == 0 ? Lookup(outcome.Folds, pooled: false) : ["", ""],
            ]);
        }

        foreach (var (m, method) in outcome.All.Index())
        {
            table.AddRow([m == 0 ? "all" : "", .. Cells(method), .. m == 0 ? Lookup(outcome.Folds, pooled: true) : ["", ""]]);
        }

        console.Write(table);
        console.WriteLine(
            "Mean: of the folds. All: every recording counts once. Lookup: what the recordist alone gets right, and with the " +
            "duration, per recording, hearing nothing.");
        foreach (var (partition, leakage, _) in outcome.Folds.Select(f => f.Split).Where(p => p.Leakage.Unlearnable > 0))
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[yellow]{partition.Name}: test recordings of species that training lacks: {leakage.Unlearnable}.[/]");
        }
    }

    private static string[] Cells(MethodFigures method) =>
    [
        method.Method, Text(method.Windows?.Top1), Text(method.Windows?.Top5), Text(method.Recordings.Top1), Text(method.Recordings.Top5), Text(method.MeanAveragePrecision),
    ];

    private static string[] Lookup(IReadOnlyList<FoldFigures> folds, bool pooled)
    {
        string Part(Func<DeafLookup, int?> right) => pooled
            ? Text((double?)folds.Sum(f => right(f.Split.Lookup)) / folds.Sum(f => f.Split.Partition.Test.Length))
            : Text(folds.Average(f => (double?)right(f.Split.Lookup) / f.Split.Partition.Test.Length));
        return [Part(l => l.Majority), Part(l => l.Duration)];
    }

    private static string Text(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    private static Option<int> Whole(string name, string description, int standard, int lowest, int highest) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = value => Parse(value, name, lowest, highest),
    };

    private static int Parse(ArgumentResult value, string name, int lowest, int highest)
    {
        var text = value.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        value.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'; give {lowest} to {highest}"));
        return default;
    }
}
