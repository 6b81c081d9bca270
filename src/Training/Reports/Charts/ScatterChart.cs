using ScottPlot;
using ScottPlot.TickGenerators;

namespace AvianVox.Training.Reports.Charts;

/// <summary>Points without lines.</summary>
internal static class ScatterChart
{
    /// <summary>Draws.</summary>
    /// <param name="title">Title.</param>
    /// <param name="x">What goes across, with its unit.</param>
    /// <param name="y">What goes up, with its unit.</param>
    /// <param name="series">Clouds of points.</param>
    /// <param name="limits">Lowest and highest value shown; null fits them to the values.</param>
    /// <param name="logarithmic">Whether the way across is logarithmic; the places are to be greater than 0.</param>
    public static Picture Draw(
        string title, string x, string y, IReadOnlyList<Series> series, (double Low, double High)? limits = null, bool logarithmic = false)
    {
        var canvas = new Canvas(title, x, y, 620, 400);
        foreach (var (s, one) in series.Index())
        {
            var points = canvas.Plot.Add.ScatterPoints(one.X.Select(v => logarithmic ? Math.Log10(v) : v).ToArray(), one.Y.ToArray());
            (points.Color, points.MarkerSize, points.LegendText) = (Canvas.Palette[s % Canvas.Palette.Count].WithOpacity(0.7), 7, one.Name);
        }

        if (logarithmic)
        {
            canvas.Plot.Axes.Bottom.TickGenerator = new NumericAutomatic
            {
                IntegerTicksOnly = true,
                MinorTickGenerator = new LogMinorTickGenerator(),
                LabelFormatter = p => Figure.Number(Math.Pow(10, p), "0.###"),
            };
        }

        if (limits is { } range)
        {
            canvas.Plot.Axes.SetLimitsY(range.Low, range.High);
        }

        if (series.Any(s => s.Name.Length > 0))
        {
            canvas.Plot.ShowLegend(Alignment.LowerRight);
        }

        return canvas.Draw();
    }
}
