using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AvianVox.Training.Fitting;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train train: recordings become a model package.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string[]>("--data") { Required = true, HelpName = "DIR", AllowMultipleArgumentsPerToken = true, Description = "Data folders: with a recordings.csv, or with clips of negatives named after what is heard" };
        var target = new Option<string>("--out") { Required = true, HelpName = "DIR", Description = "Folder of the model package to make" };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "Name of the model", DefaultValueFactory = _ => "starter" };
        var version = new Option<string>("--version") { HelpName = "VERSION", Description = "Version of the model", DefaultValueFactory = _ => "1.0" };
        var licence = new Option<string>("--licence") { HelpName = "TEXT", Description = "Licence of the weights", DefaultValueFactory = _ => "CC-BY-NC-SA-4.0" };
        var sources = new Option<string?>("--sources") { HelpName = "FILE", Description = "Markdown for the model card that says where the data come from" };
        var epochs = Number("--epochs", "Epochs", 60, 1, 10_000);
        var windows = Number("--windows", "Windows per epoch", 1_600, 1, 1_000_000);
        var batch = Number("--batch", "Windows per step", 32, 1, 4_096);
        var seed = Number("--seed", "Decides split, weights and draws", 37, 0, int.MaxValue);
        var threads = Number("--threads", "Threads; 0 for one per core", 0, 0, 1_024);
        var rate = new Option<double>("--learning-rate")
        {
            HelpName = "RATE",
            Description = "Adam's learning rate at the start",
            DefaultValueFactory = _ => 1e-3,
            CustomParser = value => Parse<double>(value, "--learning-rate", n => n is > 0 and <= 1, "a number over 0 and at most 1"),
        };
        var norm = new Option<bool>("--batch-norm") { Description = "Normalise over the batch while training; the exported network stays the study's" };
        var plain = new Option<bool>("--plain") { Description = "No gain, no noise: vary nothing but the place of the window" };
        var replace = new Option<bool>("--replace") { Description = "Replace a model package that is already there" };
        var command = new Command("train", "Train the study's network on recordings and write a model package")
        {
            data, target, name, version, licence, sources, epochs, windows, batch, seed, threads, rate, norm, plain, replace,
        };
        command.SetAction((parsed, stop) => RunAsync(
            new TrainingRequest
            {
                Data = parsed.GetRequiredValue(data),
                Out = parsed.GetRequiredValue(target),
                Name = parsed.GetRequiredValue(name),
                Version = parsed.GetRequiredValue(version),
                Licence = parsed.GetRequiredValue(licence),
                Sources = parsed.GetValue(sources) is { } file ? File.ReadAllText(file) : "",
                Replace = parsed.GetValue(replace),
                Threads = parsed.GetValue(threads),
                BatchNorm = parsed.GetValue(norm),
                Augmentation = parsed.GetValue(plain) ? AugmentationOptions.None : new AugmentationOptions(),
                Fit = new FitOptions
                {
                    Epochs = parsed.GetValue(epochs),
                    WindowsPerEpoch = parsed.GetValue(windows),
                    Batch = parsed.GetValue(batch),
                    Seed = parsed.GetValue(seed),
                    LearningRate = parsed.GetValue(rate),
                },
            },
            stop));
        return command;
    }

    private static async Task<int> RunAsync(TrainingRequest request, CancellationToken stop)
    {
        var console = AnsiConsole.Console;
        var outcome = await TrainingConsole.FollowAsync(console, monitor => new TrainingRun(request, monitor, TimeProvider.System).RunAsync(stop)).ConfigureAwait(false);
        TrainingConsole.Show(console, outcome);
        return ExitCodes.Ok;
    }

    private static Option<int> Number(string name, string description, int standard, int lowest, int highest) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = value => Parse<int>(value, name, n => n >= lowest && n <= highest, FormattableString.Invariant($"a whole number from {lowest} to {highest}")),
    };

    /// <summary>Parses one value; what is wrong with it is told with the other faults of the command line.</summary>
    private static T Parse<T>(ArgumentResult value, string name, Func<T, bool> isAllowed, string allowed)
        where T : struct, ISpanParsable<T>
    {
        var text = value.Tokens[^1].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var number) && isAllowed(number))
        {
            return number;
        }

        value.AddError($"{name} is '{text}'; allowed: {allowed}");
        return default;
    }
}
