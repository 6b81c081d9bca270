using System.CommandLine;
using System.Globalization;
using AvianVox.Training.Data;
using AvianVox.Training.Making;
using AvianVox.Training.Recipes;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train train: recordings become a model package.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Required = true,
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
            Description = "Data folders: with a recordings.csv, or with clips of negatives named after what is heard",
        };
        var target = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = "Folder of the model package to make; a run that was cut off goes on from DIR.state",
        };
        var recipe = new Option<string>("--recipe")
        {
            HelpName = "NAME",
            Description = "Recipe in config/recipes, or a file that ends in .json",
            DefaultValueFactory = _ => "birds",
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
        var sources = new Option<string?>("--sources")
        {
            HelpName = "FILE",
            Description = "Markdown for the model card that says where the data come from",
        };
        var start = new Option<string?>("--start")
        {
            HelpName = "FILE",
            Description = "State of another run whose weights this one begins from, where names and shapes agree",
        };
        var keep = new Option<bool>("--keep-state")
        {
            Description = "Keep DIR.state when all epochs are done, for other runs to --start from",
        };
        var epochs = Number("--epochs", "Epochs, instead of the recipe's", 1, 100_000);
        var seed = Number("--seed", "Decides split, weights and draws", 0, int.MaxValue, 37);
        var threads = Number("--threads", "Threads; 0 for one per core", 0, 1_024, 0);
        var classes = new Option<ClassScheme>("--classes")
        {
            Description = "How clips without a list are divided: by words in names, the same with rain and wind apart, or a class for " +
                "each folder",
            HelpName = "coarse|fine|folders",
            DefaultValueFactory = _ => ClassScheme.Coarse,
        };
        var folds = Number(
            "--folds",
            "Folds of the training side to choose thresholds and temperature by, each fitted anew; 0 chooses thresholds by the few " +
            "validation recordings",
            0,
            100,
            0);
        var replace = new Option<bool>("--replace") { Description = "Replace a model package that is already there" };
        var kinds = KindOption.Create();
        var split = new Option<string?>("--split")
        {
            HelpName = "DIR",
            Description = "Divide by the lists that the command split made of this data; DIR/fold0 takes one of its folds",
        };
        var command = new Command("train", "Train a network on recordings by a recipe and write a model package")
        {
            data, target, recipe, name, version, licence, sources, start, keep, classes, kinds, split, folds, epochs, seed, threads, replace,
        };
        var cache = new CacheOptions();
        cache.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var chosen = RecipeFile.Read(parsed.GetRequiredValue(recipe));
            return RunAsync(
                new TrainingRequest
                {
                    Data = parsed.GetRequiredValue(data),
                    Out = parsed.GetRequiredValue(target),
                    Recipe = parsed.GetValue(epochs) is { } number ? chosen with { Fit = chosen.Fit with { Epochs = number } } : chosen,
                    Seed = parsed.GetValue(seed)!.Value,
                    Name = parsed.GetRequiredValue(name),
                    Version = parsed.GetRequiredValue(version),
                    Licence = parsed.GetRequiredValue(licence),
                    Sources = parsed.GetValue(sources) is { } file ? File.ReadAllText(file) : "",
                    Start = parsed.GetValue(start),
                    KeepState = parsed.GetValue(keep),
                    Scheme = parsed.GetValue(classes),
                    Kinds = KindOption.Value(parsed, kinds),
                    Split = parsed.GetValue(split),
                    Folds = parsed.GetValue(folds)!.Value,
                    Replace = parsed.GetValue(replace),
                    Cache = cache.Value(parsed),
                    Threads = parsed.GetValue(threads)!.Value,
                },
                parsed.InvocationConfiguration.Output,
                stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(TrainingRequest request, TextWriter output, CancellationToken stop)
    {
        var console = Consoles.On(output);
        var outcome = await TrainingConsole.FollowAsync(
            console, monitor => new TrainingRun(request, monitor, TimeProvider.System).RunAsync(stop)).ConfigureAwait(false);
        TrainingConsole.Show(console, outcome);
        return ExitCodes.Ok;
    }

    /// <summary>An option for a whole number; what is wrong with it is told with the other faults of the command line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="lowest">Lowest value allowed.</param>
    /// <param name="highest">Highest value allowed.</param>
    /// <param name="standard">Default; null where there is none.</param>
    internal static Option<int?> Number(string name, string description, int lowest, int highest, int? standard = null) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = value =>
        {
            var text = value.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= lowest
                && number <= highest)
            {
                return number;
            }

            value.AddError(FormattableString.Invariant($"{name} is '{text}'; allowed: a whole number from {lowest} to {highest}"));
            return null;
        },
    };
}
