namespace AvianVox.Training.Reports.Charts;

/// <summary>How often values fall into bins of equal width.</summary>
internal static class HistogramChart
{
    /// <summary>Draws.</summary>
    /// <param name="title">Title.</param>
    /// <param name="x">What is counted, with its unit.</param>
    /// <param name="from">Lower edge of the first bin.</param>
    /// <param name="width">Width of a bin.</param>
    /// <param name="counts">Count per bin.</param>
    /// <param name="marks">Lines to be drawn: where, and what it is.</param>
    public static Picture Draw(
        string title, string x, double from, double width, IReadOnlyList<long> counts, params IReadOnlyList<(double At, string Name)> marks)
    {
        var canvas = new Canvas(title, x, "share", 520, 360);
        double total = Math.Max(1, counts.Sum());
        var bars = canvas.Plot.Add.Bars(
            [.. Enumerable.Range(0, counts.Count).Select(i => from + ((i + 0.5) * width))], [.. counts.Select(c => c / total)]);
        foreach (var bar in bars.Bars)
        {
            (bar.FillColor, bar.LineWidth, bar.Size) = (Canvas.Palette[0], 0, width);
        }

        foreach (var (m, (at, name)) in marks.Index())
        {
            var line = canvas.Plot.Add.VerticalLine(at);
            (line.Color, line.LineWidth, line.LegendText) = (Canvas.Palette[1 + (m % (Canvas.Palette.Count - 1))], 2, name);
        }

        canvas.Plot.Axes.Margins(bottom: 0);
        if (marks.Count > 0)
        {
            canvas.Plot.ShowLegend(ScottPlot.Alignment.UpperRight);
        }

        return canvas.Draw();
    }
}
