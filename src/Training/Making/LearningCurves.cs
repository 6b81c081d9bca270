using AvianVox.Training.Files;
using AvianVox.Training.Fitting;
using AvianVox.Training.Reports;
using AvianVox.Training.Reports.Charts;
using ScottPlot;

namespace AvianVox.Training.Making;

/// <summary>How a training run went, epoch by epoch: a page with loss and accuracy of training and validation.</summary>
internal static class LearningCurves
{
    /// <summary>Writes the page, as a whole or not at all; one that is there is replaced.</summary>
    /// <param name="path">File, in HTML.</param>
    /// <param name="name">What was trained.</param>
    /// <param name="history">Epochs done; at least one.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string name, IReadOnlyList<EpochReport> history)
    {
        var best = history.Last(e => e.Best);
        var page = new HtmlReport($"{name}: learning curves");
        page.Paragraph(FormattableString.Invariant(
            $"{history.Count} epochs. The weights are those of epoch {best.Epoch}: validation loss {best.ValidationLoss:0.000}, accuracy {best.ValidationAccuracy:0.000}. Training windows are varied and mixed, and dropout is on, so that training may look worse than validation."));
        page.Figures(
            (
                Chart("Loss", "cross-entropy", history, e => e.TrainingLoss, e => e.ValidationLoss, null, Alignment.UpperRight),
                "Mean cross-entropy of training windows and of validation windows"),
            (Chart("Accuracy", "share named right", history, e => e.TrainingAccuracy, e => e.ValidationAccuracy, (0, 1), Alignment.LowerRight), "Share of windows whose highest label is the right one"));
        page.Table(
            ["epoch", "training loss", "accuracy", "validation loss", "accuracy", "windows/s"],
            history.Select(e => (IReadOnlyList<string>)
            [
                Figure.Count(e.Epoch), Figure.Number(e.TrainingLoss, "0.000"), Figure.Share(e.TrainingAccuracy),
                Figure.Number(e.ValidationLoss, "0.000"), Figure.Share(e.ValidationAccuracy), Figure.Number(e.WindowsPerSecond, "0"),
            ]));
        SafeFile.Write(path, page.ToString());
    }

    private static Picture Chart(
        string title, string unit, IReadOnlyList<EpochReport> history, Func<EpochReport, double> training, Func<EpochReport, double> validation, (double Low, double High)? limits, Alignment legend)
    {
        double[] epochs = [.. history.Select(e => (double)e.Epoch)];
        return LineChart.Draw(
            title,
            "epoch",
            unit,
            [
                new Series("training", epochs, [.. history.Select(training)]),
                new Series("validation", epochs, [.. history.Select(validation)]),
            ],
            limits,
            legend);
    }
}
