using System.CommandLine;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train import folders: sounds in one folder per species get a manifest.</summary>
internal static class ImportFoldersCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "Folder with a folder per species: 'Common Blackbird', 'Turdus merula', 'Common Blackbird (Turdus merula)' " +
                "or 'Turdus merula_Common Blackbird'",
        };
        var recordist = new Option<string>("--recordist")
        {
            HelpName = "NAME",
            Description = "Who made all these recordings",
            DefaultValueFactory = _ => "",
        };
        var licence = new Option<string>("--licence")
        {
            HelpName = "TEXT",
            Description = "Licence of all these recordings",
            DefaultValueFactory = _ => "",
        };
        var kinds = KindOption.Create();
        var options = new ImportOptions();
        var command = new Command(
            "folders", "Make a manifest of recordings that lie in one folder per species") { folder, recordist, licence, kinds };
        options.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var faults = new List<string>();
            var candidates = new FolderCandidates
            {
                Recordist = parsed.GetRequiredValue(recordist),
                Licence = parsed.GetRequiredValue(licence),
                Kinds = KindOption.Value(parsed, kinds),
            }.List(parsed.GetRequiredValue(folder), faults.Add, stop);
            return options.RunAsync(parsed, candidates, faults, stop);
        });
        return command;
    }
}
