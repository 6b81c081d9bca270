using ScottPlot;

namespace AvianVox.Training.Reports.Charts;

/// <summary>Lines, such as learning curves.</summary>
internal static class LineChart
{
    /// <summary>Draws.</summary>
    /// <param name="title">Title.</param>
    /// <param name="x">What goes across, with its unit.</param>
    /// <param name="y">What goes up, with its unit.</param>
    /// <param name="series">Lines.</param>
    /// <param name="limits">Lowest and highest value shown; null fits them to the values.</param>
    /// <param name="legend">Where the legend goes.</param>
    public static Picture Draw(
        string title,
        string x,
        string y,
        IReadOnlyList<Series> series,
        (double Low, double High)? limits = null,
        Alignment legend = Alignment.LowerRight)
    {
        var canvas = new Canvas(title, x, y, 560, 380);
        foreach (var (s, one) in series.Index())
        {
            var line = canvas.Plot.Add.Scatter(one.X.ToArray(), one.Y.ToArray());
            (line.Color, line.LineWidth) = (Canvas.Palette[s % Canvas.Palette.Count], 2);
            line.MarkerSize = one.X.Count > 40 ? 0 : 6;
            line.LegendText = one.Name;
        }

        if (series.All(s => s.X.All(x => x == Math.Round(x))))
        {
            canvas.WholeNumbersBelow();
        }

        if (limits is { } range)
        {
            canvas.Plot.Axes.SetLimitsY(range.Low, range.High);
        }

        if (series.Any(s => s.Name.Length > 0))
        {
            canvas.Plot.ShowLegend(legend);
        }

        return canvas.Draw();
    }
}
