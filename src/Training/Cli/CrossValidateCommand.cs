using System.CommandLine;
using System.Globalization;
using AvianVox.Training.CrossValidation;
using AvianVox.Training.Data;
using AvianVox.Training.Recipes;
using AvianVox.Training.Splits;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train crossvalidate: how good a recipe is on recordings that its networks never heard.</summary>
internal static class CrossValidateCommand
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
        var recipe = new Option<string>("--recipe")
        {
            HelpName = "NAME",
            Description = "Recipe in config/recipes, or a file that ends in .json",
            DefaultValueFactory = _ => "birds",
        };
        var rule = new Option<string>("--rule")
        {
            HelpName = "recording|recordist|session|given",
            Description = "What stays on one side of a fold; given: the folds that the data set's makers made",
            DefaultValueFactory = _ => "recording",
        };
        rule.AcceptOnlyFromAmong("recording", "recordist", "session", "given");
        var classes = new Option<string>("--classes")
        {
            HelpName = "coarse|fine|folders",
            Description = "How clips without a list are divided: by words in names, the same with rain and wind apart, or a class for " +
                "each folder",
            DefaultValueFactory = _ => "coarse",
        };
        classes.AcceptOnlyFromAmong("coarse", "fine", "folders");
        var folds = TrainCommand.Number("--folds", "Folds; every recording is tested once", 2, 1_000, 5);
        var foldSeed = TrainCommand.Number("--fold-seed", "Decides the folds", 0, int.MaxValue, 37);
        var seeds = new Option<int[]>("--seeds")
        {
            HelpName = "N",
            AllowMultipleArgumentsPerToken = true,
            Description = "Everything is done once for each",
            DefaultValueFactory = _ => [1, 2],
        };
        var atLeast = TrainCommand.Number("--at-least", "Recordings that a class needs", 2, 1_000_000, 2);
        var windows = TrainCommand.Number("--windows", "Windows per test recording at most, evenly spaced", 1, 10_000, 8);
        var start = new Option<string?>("--start")
        {
            HelpName = "FILE",
            Description = "State of another run whose weights each network begins from",
        };
        var threads = TrainCommand.Number("--threads", "Threads; 0 for one per core", 0, 1_024, 0);
        var target = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = "Folder for the figures; a run that was cut off goes on there",
        };
        var kinds = KindOption.Create();
        var command = new Command(
            "crossvalidate", "Train on all folds but one, test on that one, for every fold, and tell how good a recipe is")
        {
            data, recipe, rule, classes, kinds, folds, foldSeed, seeds, atLeast, windows, start, threads, target,
        };
        var cache = new CacheOptions();
        cache.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(
            new CrossValidationRequest
            {
                Data = parsed.GetRequiredValue(data),
                Recipe = RecipeFile.Read(parsed.GetRequiredValue(recipe)),
                Rule = parsed.GetRequiredValue(rule) is "given"
                    ? null
                    : Enum.Parse<SplitRule>(parsed.GetRequiredValue(rule), ignoreCase: true),
                Scheme = Enum.Parse<ClassScheme>(parsed.GetRequiredValue(classes), ignoreCase: true),
                Kinds = KindOption.Value(parsed, kinds),
                Folds = parsed.GetValue(folds)!.Value,
                FoldSeed = (uint)parsed.GetValue(foldSeed)!.Value,
                Seeds = parsed.GetRequiredValue(seeds),
                AtLeast = parsed.GetValue(atLeast)!.Value,
                Windows = parsed.GetValue(windows)!.Value,
                Start = parsed.GetValue(start),
                Cache = cache.Value(parsed),
                Threads = parsed.GetValue(threads)!.Value,
                Out = parsed.GetRequiredValue(target),
            },
            parsed.InvocationConfiguration.Output,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(CrossValidationRequest request, TextWriter output, CancellationToken stop)
    {
        var console = Consoles.On(output);
        CrossValidationOutcome outcome;
        try
        {
            outcome = await console.Progress()
                .AutoRefresh(console.Profile.Capabilities.Interactive)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new RemainingTimeColumn())
                .StartAsync(context =>
                {
                    var monitor = new CrossValidationConsole(console, context);
                    return new CrossValidationRun(request, monitor, TimeProvider.System).RunAsync(stop);
                }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException($"stopped before all folds were done; the same command goes on from {request.Out}.", stop);
        }

        Show(console, outcome);
        console.MarkupLineInterpolated($"Figures: {CrossValidationReport.Write(request, outcome)}");
        return ExitCodes.Ok;
    }

    private static void Show(IAnsiConsole console, CrossValidationOutcome outcome)
    {
        var table = new Table().AddColumns("seed", "window top-1", "recording top-1", "top-5", "mAP", "macro F1");
        foreach (var column in table.Columns)
        {
            column.RightAligned();
        }

        static string Cell(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
        void Row(string name, IReadOnlyList<SeedFigures> seeds) => table.AddRow(
            name,
            Cell(seeds.Average(s => s.Windows.Top1)),
            Cell(seeds.Average(s => s.Recordings.Accuracy.Top1)),
            Cell(seeds.Average(s => s.Recordings.Accuracy.Top5)),
            Cell(seeds.Average(s => s.Recordings.MeanAveragePrecision)),
            Cell(seeds.Average(s => s.Recordings.MacroF1)));
        foreach (var seed in outcome.Seeds)
        {
            Row($"{seed.Seed}", [seed]);
        }

        Row("mean", outcome.Seeds);
        console.Write(table);
    }
}
