using System.CommandLine;
using AvianVox.Training.Manifests;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>What both imports of recordings share: their options, their progress and their summary.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string> _out = new("--out")
    {
        Required = true,
        HelpName = "DIR",
        Description = "Folder of the manifest, recordings.csv; entries are added to one that is there",
    };
    private readonly Option<bool> _copy = new("--copy")
    {
        Description = "Copy the recordings into the folder; otherwise they stay where they are and the manifest names them",
    };
    private readonly Option<bool> _keep = new("--keep-duplicates") { Description = "List sounds that are there already all the same" };

    /// <summary>Adds the options.</summary>
    /// <param name="command">Command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(_out);
        command.Options.Add(_copy);
        command.Options.Add(_keep);
    }

    /// <summary>Runs an import with a progress bar and shows what it did.</summary>
    /// <param name="parsed">Command line.</param>
    /// <param name="candidates">Files.</param>
    /// <param name="faults">What was found to be wrong while they were listed.</param>
    /// <param name="stop">Ends the import.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        ParseResult parsed, IReadOnlyList<ImportCandidate> candidates, IReadOnlyList<string> faults, CancellationToken stop)
    {
        var console = Consoles.On(parsed.InvocationConfiguration.Output);
        var run = new ImportRun
        {
            Out = parsed.GetRequiredValue(_out),
            Copy = parsed.GetValue(_copy),
            KeepDuplicates = parsed.GetValue(_keep),
        };
        var outcome = await console.Progress()
            .AutoRefresh(console.Profile.Capabilities.Interactive)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("Reading recordings", maxValue: Math.Max(1, candidates.Count));
                return run.RunAsync(candidates, faults, read => bar.Value = Math.Max(bar.Value, read), stop);
            }).ConfigureAwait(false);
        Show(console, outcome);
        return outcome.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Incomplete;
    }

    private static void Show(IAnsiConsole console, ImportOutcome outcome)
    {
        var table = new Table().AddColumns("species", "scientific name", "kind", "recordings", "minutes");
        foreach (var group in outcome.Added.GroupBy(e => (e.Species, e.Scientific, e.Kind)).OrderBy(g => g.Key.Species, StringComparer.Ordinal))
        {
            var seconds = group.Sum(e => e is { From: { } from, To: { } to } ? to - from : e.Audio.Seconds);
            table.AddRow(
                new Text(group.Key.Species),
                new Text(group.Key.Scientific == group.Key.Species ? "" : group.Key.Scientific),
                new Text(group.Key.Kind),
                new Text($"{group.Count()}"),
                new Text($"{seconds / 60:0.0}"));
        }

        console.Write(table);
        var several = outcome.Added.Count(e => e.Also.Length > 0);
        if (several > 0)
        {
            console.WriteLine($"{several} recordings hold several species; the column also names the others.");
        }

        console.List("Repeated sounds:", outcome.Duplicates);
        console.List("Left out:", outcome.Faults);
        console.MarkupLineInterpolated(
            $"{outcome.Manifest}: {outcome.Added.Count} added, {outcome.Already} renewed, {outcome.Duplicates.Count} repeat a sound, {outcome.Faults.Count} left out.");
    }
}
