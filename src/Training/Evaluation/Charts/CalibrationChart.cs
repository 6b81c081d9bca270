using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Reports;
using AvianVox.Training.Reports.Charts;

namespace AvianVox.Training.Evaluation.Charts;

/// <summary>Calibration curves: how often a model is right against how sure it says it is.</summary>
internal static class CalibrationChart
{
    /// <summary>Draws one curve per set.</summary>
    /// <param name="curves">Name and figures.</param>
    public static Picture Draw(IReadOnlyList<(string Name, Calibration Calibration)> curves)
    {
        var canvas = new Canvas("Calibration", "confidence", "share right", 520, 460);
        var ideal = canvas.Plot.Add.Line(0, 0, 1, 1);
        (ideal.Color, ideal.LinePattern, ideal.LegendText) = (
            ScottPlot.Colors.Gray, ScottPlot.LinePattern.Dashed, "right as often as it says");
        foreach (var (c, (name, calibration)) in curves.Index())
        {
            var bins = calibration.Bins.Where(b => b.Count > 0).ToList();
            var line = canvas.Plot.Add.Scatter(bins.Select(b => b.Confidence).ToArray(), bins.Select(b => b.Accuracy).ToArray());
            (line.Color, line.LineWidth, line.LegendText) = (Canvas.Palette[c % Canvas.Palette.Count], 2, name);
        }

        canvas.Plot.Axes.SetLimits(0, 1, 0, 1);
        canvas.Plot.ShowLegend(ScottPlot.Alignment.LowerRight);
        return canvas.Draw();
    }
}
