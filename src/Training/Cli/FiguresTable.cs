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
        if (figures.Birds.Count > 0)
        {
            var table = new Table().AddColumns("data set", "recordings", "window top-1", "top-5", "recording top-1", "top-5", "precision");
            foreach (var (set, f) in figures.Birds)
            {
                table.AddRow(
                    new Text(set),
                    new Text($"{f.Recordings.Count}"),
                    new Text($"{f.Windows.Top1:0.000}"),
                    new Text($"{f.Windows.Top5:0.000}"),
                    new Text($"{f.Recordings.Top1:0.000}"),
                    new Text($"{f.Recordings.Top5:0.000}"),
                    new Text(f.PrecisionText));
            }

            console.Write(table);
        }
        else
        {
            console.WriteLine("No recording of a bird was there to judge by.");
        }

        console.MarkupLineInterpolated($"Threshold {figures.Thresholds}; {figures.AllNegatives.Sentence}.");
    }
}
