using System.CommandLine;
using AvianVox.Training.Manifests;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train import annotations: tables of what is heard when get a manifest.</summary>
internal static class ImportAnnotationsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("TABLE")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Raven selection tables, Audacity label files, or tables with columns for begin, end and name",
        };
        var audio = new Option<string?>("--audio")
        {
            HelpName = "FILE|DIR",
            Description = "The recording, or the folder of the recordings that the tables are named after [default: each table's own " +
                "folder]",
        };
        var called = new Option<string[]>("--name")
        {
            HelpName = "LABEL=SPECIES",
            Description = "What a label of the tables means: \"BTNW=Black-throated Green Warbler (Setophaga virens)\"",
        };
        var licence = new Option<string>("--licence")
        {
            HelpName = "TEXT",
            Description = "Licence of the recordings",
            DefaultValueFactory = _ => "",
        };
        var kinds = KindOption.Create();
        var options = new ImportOptions();
        var command = new Command(
            "annotations", "Make a manifest of what tables say is heard when in recordings") { files, audio, called, licence, kinds };
        options.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var faults = new List<string>();
            var names = Names(parsed.GetValue(called) ?? []);
            var candidates = new List<ImportCandidate>();
            foreach (var file in parsed.GetRequiredValue(files))
            {
                var table = AnnotationTable.Read(file);
                var columns = new CsvColumns { Names = new Dictionary<string, string>() };
                var namesFiles = columns.Find(file, table.Header, table.SeparatorName).ContainsKey("file");
                var sound = namesFiles ? null : AnnotationTable.AudioOf(file, parsed.GetValue(audio))
                    ?? throw new WorkshopException($"{file}: there is no recording beside it that it is named after; name it by --audio.");
                candidates.AddRange(new CsvCandidates
                {
                    Columns = columns,
                    Audio = sound,
                    Root = namesFiles && Directory.Exists(parsed.GetValue(audio)) ? parsed.GetValue(audio) : null,
                    Licence = parsed.GetRequiredValue(licence),
                    Kinds = KindOption.Value(parsed, kinds),
                    Called = names,
                }.List(table, faults.Add));
            }

            return options.RunAsync(parsed, candidates, faults, stop);
        });
        return command;
    }

    private static Dictionary<string, string> Names(IEnumerable<string> texts)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            names[at > 0 ? text[..at].Trim() : throw new WorkshopException($"--name '{text}': give LABEL=SPECIES.")] = text[(at + 1)..].Trim();
        }

        return names;
    }
}
