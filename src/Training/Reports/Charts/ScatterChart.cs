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
        var canvas = new Canvas(title, x, y, 560, 380);
        foreach (var (s, one) in series.Index())
        {
            var points = canvas.Plot.Add.ScatterPoints(one.X.Select(v => logarithmic ? Math.Log10(v) : v).ToArray(), one.Y.ToArray());
            (points.Color, points.MarkerSize, points.LegendText) = (Canvas.Palette[s % Canvas.Palette.Count].WithOpacity(0.7), 7, one.Name);
        }

        if (logarithmic)
        {
            canvas.Plot.Axes.Bottom.TickGenerator = LogTicks([.. series.SelectMany(s => s.X)]);
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

    /// <summary>Ticks at 1, 2 and 5 of every power of ten there is, so that there are some even where all values lie within one.</summary>
    private static NumericManual LogTicks(IReadOnlyList<double> values)
    {
        var (lowest, highest) = values.Count == 0 ? (1, 10) : (values.Min(), values.Max());
        var ticks = new NumericManual();
        for (var power = (int)Math.Floor(Math.Log10(lowest)); power <= Math.Ceiling(Math.Log10(highest)); power++)
        {
            foreach (var step in new[] { 1, 2, 5 })
            {
                var at = step * Math.Pow(10, power);
                ticks.AddMajor(Math.Log10(at), Figure.Number(at, "0.###"));
            }
        }

        return ticks;
    }
}
