using System.Text.Json.Nodes;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Reports;

namespace AvianVox.Training.Evaluation;

/// <summary>Figures as JSON, in one shape for all reports.</summary>
internal static class FiguresJson
{
    /// <summary>Counts and shares.</summary>
    /// <param name="accuracy">What was judged.</param>
    public static JsonObject ToJson(this Accuracy accuracy) => new()
    {
        ["count"] = accuracy.Count,
        ["right"] = accuracy.First,
        ["rightAmongFive"] = accuracy.Five,
        ["top1"] = accuracy.Top1,
        ["top5"] = accuracy.Top5,
    };

    /// <summary>Mean, deviation and values.</summary>
    /// <param name="spread">Repeated measurements.</param>
    public static JsonObject ToJson(this Spread spread) => new()
    {
        ["mean"] = spread.Mean,
        ["deviation"] = spread.Deviation,
        ["values"] = spread.Values.ToJson(v => v),
    };

    /// <summary>All figures of one table of scores.</summary>
    /// <param name="set">Figures.</param>
    /// <param name="names">Name per class.</param>
    public static JsonObject ToJson(this MetricSet set, IReadOnlyList<string> names) => new()
    {
        ["accuracy"] = set.Accuracy.ToJson(),
        ["macroF1"] = set.MacroF1,
        ["macroRecall"] = set.MacroRecall,
        ["meanAveragePrecision"] = set.MeanAveragePrecision,
        ["expectedCalibrationError"] = set.Calibration?.ExpectedError,
        ["largestCalibrationError"] = set.Calibration?.LargestError,
        ["calibration"] = set.Calibration?.Bins.ToJson(
            b => new JsonObject { ["from"] = b.From, ["to"] = b.To, ["count"] = b.Count, ["confidence"] = b.Confidence, ["accuracy"] = b.Accuracy }),
        ["classes"] = set.Confusion.PerClass().ToJson(f => new JsonObject
        {
            ["name"] = names[f.Class],
            ["support"] = f.Support,
            ["named"] = f.Named,
            ["right"] = f.Right,
            ["precision"] = f.Precision,
            ["recall"] = f.Recall,
            ["f1"] = f.F1,
            ["averagePrecision"] = set.AveragePrecision[f.Class],
        }),
        ["confusion"] = Confusion(set.Confusion, names),
    };

    /// <summary>Only what occurs: of a hundred classes a matrix is mostly zeros.</summary>
    private static JsonArray Confusion(ConfusionMatrix matrix, IReadOnlyList<string> names) => (
        from right in Enumerable.Range(0, matrix.Classes)
        from named in Enumerable.Range(0, matrix.Classes)
        where matrix[right, named] > 0
        select (right, named)).ToJson(
            c => new JsonObject { ["is"] = names[c.right], ["takenFor"] = names[c.named], ["count"] = matrix[c.right, c.named] });
}
