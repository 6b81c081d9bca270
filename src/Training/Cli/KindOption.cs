using System.CommandLine;
using AvianVox.Training.Naming;

namespace AvianVox.Training.Cli;

/// <summary>The option by which a person says what names are of that do not tell.</summary>
internal static class KindOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string[]> Create() => new("--kind")
    {
        HelpName = "NAME=KIND",
        Description = $"What a name is of that does not tell: {KindText.Allowed}; KIND alone for all such names",
    };

    /// <summary>What was said.</summary>
    /// <param name="parsed">Command line.</param>
    /// <param name="option">The option.</param>
    public static KindChoices Value(ParseResult parsed, Option<string[]> option) => KindChoices.Read(parsed.GetValue(option) ?? []);
}
