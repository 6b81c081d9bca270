namespace AvianVox.Training.Reports.Charts;

/// <summary>One bar per name, the first at the top.</summary>
internal static class BarChart
{
    /// <summary>Draws.</summary>
    /// <param name="title">Title.</param>
    /// <param name="x">What the bars' length is, with its unit.</param>
    /// <param name="bars">Name and length; at least one.</param>
    public static Picture Draw(string title, string x, IReadOnlyList<(string Name, double Value)> bars)
    {
        var canvas = new Canvas(title, x, "", 520, 110 + (bars.Count * 16));
        double[] places = [.. Enumerable.Range(0, bars.Count).Select(i => (double)i)];
        var drawn = canvas.Plot.Add.Bars(places, bars.Select(b => b.Value).ToArray());
        drawn.Horizontal = true;
        foreach (var bar in drawn.Bars)
        {
            (bar.FillColor, bar.LineWidth, bar.Size) = (Canvas.Palette[0], 0, 0.75);
        }

        canvas.NamesLeft([.. bars.Select(b => b.Name)]);
        canvas.Plot.Axes.SetLimits(0, Math.Max(1e-9, bars.Max(b => b.Value) * 1.05), bars.Count - 0.4, -0.6);
        return canvas.Draw();
    }
}
