using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AvianVox.Training.Splits;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train split: an index of recordings becomes lists to train on and lists to test on.</summary>
internal static class SplitCommand
{
    /// <summary>Columns of a table that goes into a file or a pipe.</summary>
    private const int FileWidth = 160;

    /// <summary>Cross-validation splits of the study.</summary>
    private const int StudyFolds = 3;

    private const int MostFolds = 1000;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var index = new Option<string>("--index")
        {
            Required = true,
            HelpName = "CSV",
            Description = "Recordings, one a line; the first line names the columns",
        };
        var columns = new Option<string[]>("--columns")
        {
            HelpName = "ROLE=COLUMN",
            AllowMultipleArgumentsPerToken = true,
            Description = "Which column holds what, where its name is not a usual one; roles: " +
                $"{string.Join(", ", IndexColumns.Roles)}; two columns together as a+b",
        };
        var rule = new Option<string>("--rule")
        {
            HelpName = "study|recording|recordist|session",
            Description = "What stays on one side: the study's rule (species in equal shares, as scikit-learn draws), all files of a " +
                "recording, all of a recordist, or all of a recordist at a place on a day",
            DefaultValueFactory = _ => "study",
        };
        rule.AcceptOnlyFromAmong([.. Enum.GetNames<SplitRule>().Select(n => n.ToLowerInvariant())]);
        // The parsers check the ranges too: a validator that asks for a value that could not be read throws.
        var share = new Option<double?>("--test-size")
        {
            HelpName = "SHARE",
            Description = "Share that is held out, such as 0.25 or 1/4 [default: 1/3]",
            CustomParser = Share,
        };
        var folds = new Option<int?>("--folds")
        {
            HelpName = "N",
            Description = "study: cross-validation splits within the training part [default: 3]; other rules: folds over all " +
                "recordings instead of one hold-out",
            CustomParser = Folds,
        };
        var seed = new Option<uint>("--seed") { HelpName = "N", Description = "Decides every draw", DefaultValueFactory = _ => 37 };
        var target = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = "Folder to make for the lists [default: only show the figures]",
        };
        var replace = new Option<bool>("--replace") { Description = "Replace a split that is already there" };
        var command = new Command("split", "Divide recordings for training and test, and tell how far the test can be trusted")
        {
            index, columns, rule, share, folds, seed, target, replace,
        };
        command.Validators.Add(r =>
        {
            var grouped = r.GetResult(rule) is { Tokens: [{ Value: not "study" }] };
            if (grouped && r.GetResult(folds) is not null && r.GetResult(share) is not null)
            {
                r.AddError("--folds tests every recording once, so --test-size has no place beside it; give one of them");
            }
        });
        command.SetAction(parsed =>
        {
            var chosen = Enum.Parse<SplitRule>(parsed.GetRequiredValue(rule), ignoreCase: true);
            var outcome = SplitRun.Run(new SplitRequest
            {
                Index = parsed.GetRequiredValue(index),
                Columns = IndexColumns.Parse(parsed.GetValue(columns) ?? []),
                Rule = chosen,
                TestShare = parsed.GetValue(share) ?? 1.0 / 3,
                Folds = parsed.GetValue(folds) ?? (chosen == SplitRule.Study ? StudyFolds : 0),
                Seed = parsed.GetValue(seed),
                Out = parsed.GetValue(target),
                Replace = parsed.GetValue(replace),
            });
            Show(parsed.InvocationConfiguration.Output, outcome, parsed.GetValue(target));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Show(TextWriter output, SplitOutcome outcome, string? target)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{outcome.Index.Recordings.Count} recordings of {outcome.Index.Species.Count} species in {outcome.Groups.Count} groups, the largest of {outcome.Groups[0]}.");
        var table = new Table().AddColumns("split", "training", "test", "same recordist", "+ place", "+ day", "lookup", "+ duration");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var (partition, leakage, lookup) in outcome.Partitions)
        {
            string Part(int? count, string format) => count is { } n
                ? ((double)n / leakage.Test).ToString(format, CultureInfo.InvariantCulture)
                : "not told";
            table.AddRow(
                partition.Name.Length > 0 ? partition.Name : "hold-out",
                partition.Training.Length.ToString(CultureInfo.InvariantCulture),
                partition.Test.Length.ToString(CultureInfo.InvariantCulture),
                Part(leakage.Recordist, "0.0%"),
                Part(leakage.Place, "0.0%"),
                Part(leakage.Date, "0.0%"),
                Part(lookup.Majority, "0.000"),
                Part(lookup.Duration, "0.000"));
        }

        console.Write(table);
        console.WriteLine(
            "Same recordist: test recordings that share species and recordist with training, then place and day too. Lookup: what " +
            "the recordist, place and day alone get right, and with the duration.");
        foreach (var (partition, leakage, _) in outcome.Partitions.Where(p => p.Leakage.Unlearnable > 0))
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[yellow]{(partition.Name.Length > 0 ? partition.Name : "hold-out")}: test recordings of species that training lacks: {leakage.Unlearnable}.[/]");
        }

        if (target is not null)
        {
            // Not through the console, which would break a long path in two.
            output.WriteLine($"Lists: {target}");
        }
    }

    /// <summary>Reads 0.25 or 1/4: a third has no decimal of its own.</summary>
    private static double? Share(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split('/');
        var numbers = Array.ConvertAll(
            parts, p => double.TryParse(p, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : double.NaN);
        var share = numbers.Length switch { 1 => numbers[0], 2 => numbers[0] / numbers[1], _ => double.NaN };
        if (share is > 0 and < 1)
        {
            return share;
        }

        result.AddError($"--test-size is '{result.Tokens[0].Value}'; give a share over 0 and below 1, such as 0.25 or 1/4");
        return null;
    }

    private static int? Folds(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var folds)
            && folds is not 1 and <= MostFolds)
        {
            return folds;
        }

        result.AddError($"--folds is '{result.Tokens[0].Value}'; give 2 to {MostFolds}, or 0 for none");
        return null;
    }
}
