namespace AvianVox.Training.Evaluation.Metrics;

/// <summary>The figures of one table of scores: of windows, of recordings, or of all folds of a cross-validation together.</summary>
/// <param name="Accuracy">First and among the first five.</param>
/// <param name="MacroF1">Mean F1 over the classes.</param>
/// <param name="MacroRecall">Mean recall over the classes that something is of.</param>
/// <param name="MeanAveragePrecision">Mean average precision over the classes that something is of.</param>
/// <param name="AveragePrecision">Average precision per class; null where nothing is of it.</param>
/// <param name="Confusion">What was taken for what.</param>
/// <param name="Calibration">Whether it is right as often as it says; null where scores are no probabilities.</param>
internal sealed record MetricSet(
    Accuracy Accuracy,
    double MacroF1,
    double MacroRecall,
    double MeanAveragePrecision,
    IReadOnlyList<double?> AveragePrecision,
    ConfusionMatrix Confusion,
    Calibration? Calibration)
{
    /// <summary>Measures.</summary>
    /// <param name="table">Scores.</param>
    public static MetricSet Of(ScoreTable table)
    {
        var confusion = ConfusionMatrix.Of(table);
        var precision = Metrics.AveragePrecision.PerClass(table);
        var probabilities = true;
        for (var row = 0; row < table.Count && probabilities; row++)
        {
            probabilities = table.Row(row)[ScoreTable.Highest(table.Row(row))] is >= 0 and <= 1;
        }

        return new MetricSet(
            table.Accuracy(), confusion.MacroF1(), confusion.MacroRecall(), precision.Average() ?? 0, precision, confusion,
            probabilities ? Calibration.Of(table) : null);
    }
}
