using AvianVox.Training.Evaluation;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>Shows the figures of a model.</summary>
internal static class FiguresTable
{
    /// <summary>Shows birds as a table and negatives as a line.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="figures">Figures.</param>
    public static void Show(IAnsiConsole console, ModelFigures figures)
    {
        var table = new Table().AddColumns("data set", "recordings", "window top-1", "top-5", "recording top-1", "top-5", "precision");
        foreach (var (set, f) in figures.Birds)
        {
            table.AddRow(
                set,
                $"{f.Recordings.Count}",
                $"{f.Windows.Top1:0.000}",
                $"{f.Windows.Top5:0.000}",
                $"{f.Recordings.Top1:0.000}",
                $"{f.Recordings.Top5:0.000}",
                $"{f.Precision:0.000}");
        }

        console.Write(table);
        var negatives = figures.AllNegatives;
        console.MarkupLineInterpolated(
            $"Threshold {figures.Thresholds}; {negatives.FalseRuns} false alarms in {negatives.Hours * 60:0.0} minutes without birds ({negatives.FalsePerHour:0.0} per hour).");
    }
}
