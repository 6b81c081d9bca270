using System.CommandLine;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train import csv: sounds that a table names get a manifest.</summary>
internal static class ImportCsvCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("CSV") { Description = "Table whose first line names its columns" };
        var root = new Option<string?>("--root")
        {
            HelpName = "DIR",
            Description = "Folder that the paths in the table start from [default: the table's own]",
        };
        var licence = new Option<string>("--licence")
        {
            HelpName = "TEXT",
            Description = "Licence of recordings for which the table tells none",
            DefaultValueFactory = _ => "",
        };
        var columns = CsvColumns.Mappable.ToDictionary(c => c, c => new Option<string?>($"--{c.Replace('_', '-')}-column")
        {
            HelpName = "NAME",
            Description = $"Column with the {c.Replace('_', ' ')} [default: '{c}', or another usual name of it, if there is one]",
        });
        var kinds = KindOption.Create();
        var options = new ImportOptions();
        var command = new Command("csv", "Make a manifest of recordings that a table names") { file, root, licence, kinds };
        foreach (var column in columns.Values)
        {
            command.Options.Add(column);
        }

        options.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var faults = new List<string>();
            var names = columns.Where(c => parsed.GetValue(c.Value) is not null).ToDictionary(c => c.Key, c => parsed.GetValue(c.Value)!);
            var candidates = new CsvCandidates
            {
                Columns = new CsvColumns { Names = names },
                Root = parsed.GetValue(root),
                Licence = parsed.GetRequiredValue(licence),
                Kinds = KindOption.Value(parsed, kinds),
            }.List(parsed.GetRequiredValue(file), faults.Add);
            return options.RunAsync(parsed, candidates, faults, stop);
        });
        return command;
    }
}
