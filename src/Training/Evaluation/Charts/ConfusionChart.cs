using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Reports;
using AvianVox.Training.Reports.Charts;
using ScottPlot;

namespace AvianVox.Training.Evaluation.Charts;

/// <summary>A confusion matrix as a picture.</summary>
internal static class ConfusionChart
{
    /// <summary>Most classes whose cells have room for a number.</summary>
    private const int MostWithNumbers = 40;

    /// <summary>Most classes that are drawn; of more a picture shows nothing that can be read.</summary>
    public const int MostClasses = 150;

    /// <summary>Draws the classes that something is of or was taken for. The darker a cell, the larger its share of the row.</summary>
    /// <param name="title">Title.</param>
    /// <param name="matrix">Counts; at least one thing was judged.</param>
    /// <param name="names">Name per class.</param>
    public static Picture Draw(string title, ConfusionMatrix matrix, IReadOnlyList<string> names)
    {
        var figures = matrix.PerClass();
        var size = figures.Count;
        var side = Math.Clamp(size * 34, 200, Math.Max(560, size * 13));
        var canvas = new Canvas(title, "taken for", "is", side + 250, side + 240);
        canvas.Plot.HideGrid();
        if (size > MostWithNumbers)
        {
            // Where right and named are the same; through numbers it would only be in the way.
            var diagonal = canvas.Plot.Add.Line(-0.5, -0.5, size - 0.5, size - 0.5);
            (diagonal.Color, diagonal.LineWidth) = (Colors.Black.WithOpacity(0.15), 1);
        }

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                if (matrix[figures[row].Class, figures[column].Class] is > 0 and var count)
                {
                    AddCell(canvas, row, column, count, (double)count / figures[row].Support, size <= MostWithNumbers);
                }
            }
        }

        canvas.NamesBelow([.. figures.Select(f => names[f.Class])]);
        canvas.NamesLeft([.. figures.Select(f => names[f.Class])]);
        canvas.Plot.Axes.SetLimits(-0.5, size - 0.5, size - 0.5, -0.5);
        return canvas.Draw();
    }

    private static void AddCell(Canvas canvas, int row, int column, int count, double share, bool withNumber)
    {
        var cell = canvas.Plot.Add.Rectangle(column - 0.5, column + 0.5, row - 0.5, row + 0.5);
        (cell.FillColor, cell.LineWidth) = (Shade(share), 0);
        if (withNumber)
        {
            var text = canvas.Plot.Add.Text(Figure.Count(count), column, row);
            (text.LabelFontColor, text.LabelFontSize, text.LabelAlignment) = (
                share > 0.5 ? Colors.White : Colors.Black, 11, Alignment.MiddleCenter);
        }
    }

    /// <summary>From nearly white to dark blue.</summary>
    private static Color Shade(double share)
    {
        byte Mix(int light, int dark) => (byte)Math.Round(light + ((dark - light) * share));
        return new Color(Mix(0xE3, 0x08), Mix(0xEE, 0x30), Mix(0xF9, 0x6B));
    }
}
