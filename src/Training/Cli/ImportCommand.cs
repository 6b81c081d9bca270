using System.CommandLine;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train import: what others made becomes ours.</summary>
internal static class ImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("import", "Take over recordings and models that others made")
    {
        ImportFoldersCommand.Create(),
        ImportCsvCommand.Create(),
        ImportAnnotationsCommand.Create(),
        ImportKerasCommand.Create(),
    };
}
