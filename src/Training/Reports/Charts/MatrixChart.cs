using AvianVox.Dsp.Features;
using ScottPlot;
using ScottPlot.Colormaps;

namespace AvianVox.Training.Reports.Charts;

/// <summary>Features over time as a picture: spectrograms, MFCC.</summary>
internal static class MatrixChart
{
    /// <summary>Draws, row 0 at the bottom.</summary>
    /// <param name="title">Title.</param>
    /// <param name="y">What the rows are.</param>
    /// <param name="unit">What the colours are.</param>
    /// <param name="matrix">At least one row and one column.</param>
    /// <param name="seconds">Seconds per column.</param>
    /// <param name="range">Lower edge of the lowest row and upper edge of the highest, in the unit of the rows.</param>
    public static Picture Draw(string title, string y, string unit, FeatureMatrix matrix, double seconds, (double From, double To) range)
    {
        var values = new double[matrix.Rows, matrix.Columns];
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                values[matrix.Rows - 1 - row, column] = matrix[row, column];
            }
        }

        var length = matrix.Columns * seconds;
        var canvas = new Canvas(title, "time in s", y, 520, 260);
        var map = canvas.Plot.Add.Heatmap(values);
        map.CellAlignment = Alignment.LowerLeft;
        map.Extent = new CoordinateRect(0, length, range.From, range.To);
        map.Colormap = new Magma();
        canvas.Plot.Add.ColorBar(map).Label = unit;
        canvas.Plot.HideGrid();
        canvas.Plot.Axes.SetLimits(0, length, range.From, range.To);
        return canvas.Draw();
    }
}
