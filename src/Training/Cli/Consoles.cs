using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>Makes consoles that write where a command was told to.</summary>
internal static class Consoles
{
    /// <summary>Width where there is no terminal: wide enough that no line is broken, so that logs can be searched.</summary>
    private const int FileWidth = 2_000;

    /// <summary>A console on a writer.</summary>
    /// <param name="writer">The command's output.</param>
    public static IAnsiConsole On(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = output, Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!output.IsTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        return console;
    }

    /// <summary>Shows lines under a heading, the first of many.</summary>
    /// <param name="console">Console.</param>
    /// <param name="heading">Heading.</param>
    /// <param name="lines">Lines.</param>
    public static void List(this IAnsiConsole console, string heading, IReadOnlyList<string> lines)
    {
        const int Shown = 20;
        if (lines.Count == 0)
        {
            return;
        }

        console.MarkupLineInterpolated($"{heading}");
        foreach (var line in lines.Take(Shown))
        {
            console.MarkupLineInterpolated($"  {line}");
        }

        if (lines.Count > Shown)
        {
            console.MarkupLineInterpolated($"  and {lines.Count - Shown} more");
        }
    }
}
