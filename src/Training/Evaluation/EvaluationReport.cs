using System.Text.Json.Nodes;
using AvianVox.Training.Evaluation.Charts;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Reports;
using AvianVox.Training.Reports.Charts;

namespace AvianVox.Training.Evaluation;

/// <summary>Tells what an evaluation measured: a page for people, JSON for programs.</summary>
internal static class EvaluationReport
{
    /// <summary>Confusions that are listed where there are too many species for a picture.</summary>
    private const int MostConfusions = 50;

    /// <summary>The page.</summary>
    /// <param name="o">What was measured.</param>
    public static HtmlReport Page(EvaluationOutcome o)
    {
        var page = new HtmlReport($"How good is {o.Package.Manifest.Name} {o.Package.Manifest.Version}?");
        page.Paragraph(
            $"Recordings: {string.Join(", ", o.Request.Data.Select(Name))}. {Figure.Count(o.Recordings.Accuracy.Count)} recordings, " +
            $"{Figure.Count(o.Windows.Accuracy.Count)} windows that overlap by half, in the station's own runtime.");
        page.Paragraph(o.Judged);
        AddSummary(page, o);
        AddConfusion(page, o);
        AddSpecies(page, o);
        AddThreshold(page, o);
        AddRobustness(page, o);
        return page;
    }

    /// <summary>The figures.</summary>
    /// <param name="o">What was measured.</param>
    public static JsonObject Figures(EvaluationOutcome o) => new()
    {
        ["model"] = new JsonObject
        {
            ["name"] = o.Package.Manifest.Name,
            ["version"] = o.Package.Manifest.Version,
            ["sha256"] = o.Package.Manifest.Sha256,
        },
        ["data"] = o.Request.Data.ToJson(d => Name(d)),
        ["side"] = $"{o.Request.Side}".ToLowerInvariant(),
        ["madeWith"] = new JsonObject { ["training"] = o.Sides.Training, ["validation"] = o.Sides.Validation, ["test"] = o.Sides.Test },
        ["windows"] = o.Windows.ToJson(o.Names),
        ["recordings"] = o.Recordings.ToJson(o.Names),
        ["atThreshold"] = new JsonObject
        {
            ["threshold"] = o.Figures.Thresholds.Standard,
            ["ownThresholds"] = new JsonObject([.. o.Figures.Thresholds.Own.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))]),
            ["birds"] = o.Figures.Birds.ToJson(b => new JsonObject
            {
                ["dataSet"] = b.DataSet,
                ["windows"] = b.Figures.Windows.ToJson(),
                ["recordingsAmongBirds"] = b.Figures.Recordings.ToJson(),
                ["fired"] = b.Figures.Fired,
                ["firedRight"] = b.Figures.FiredRight,
                ["recordingsFoundRight"] = b.Figures.RecordingsFoundRight,
            }),
            ["negativeHours"] = o.Figures.AllNegatives.Hours,
            ["falseAlarms"] = o.Figures.AllNegatives.IsMeasured ? o.Figures.AllNegatives.FalseRuns : null,
        },
        ["duration"] = new JsonObject
        {
            ["pearson"] = o.Durations.Pearson,
            ["spearman"] = o.Durations.Spearman,
            ["pearsonOfSpecies"] = o.Durations.ClassPearson,
            ["bands"] = o.Durations.Bands.ToJson(
                b => new JsonObject { ["shortest"] = b.Shortest, ["longest"] = b.Longest, ["count"] = b.Count, ["accuracy"] = b.Accuracy }),
        },
        ["randomCrop"] = o.Crops.Values.Count == 0 ? null : o.Crops.ToJson(),
        ["gain"] = o.Gain is not { } gain ? null : new JsonObject
        {
            ["windows"] = gain.Windows,
            ["unchangedByAny"] = gain.SteadyShare,
            ["unchanged"] = gain.ByGain.ToJson(g => new JsonObject { ["decibels"] = g.Decibels, ["share"] = gain.Share(g.Same) }),
        },
        ["lookup"] = o.Trust is not { } trust ? null : new JsonObject
        {
            ["test"] = trust.Partition.Test.Length,
            ["rightByRecordist"] = trust.Lookup.Majority,
            ["sharingSpeciesRecordist"] = trust.Leakage.Recordist,
        },
    };

    private static void AddSummary(HtmlReport page, EvaluationOutcome o)
    {
        page.Heading("Figures").Table(
            ["", "judged", "top-1", "top-5", "macro F1", "macro recall", "mean average precision", "calibration error"],
            [Row("single windows", o.Windows), Row("whole recordings (mean of their windows)", o.Recordings)]);
        page.Paragraph(
            "Against all labels of the model; among equal scores the right one loses. Macro F1: over all labels that something is or " +
            "was taken for. Macro recall and mean average precision: over the labels that something is. Calibration error: expected, " +
            "15 bins.");
        if (o.Trust is { } trust)
        {
            page.Paragraph(
                "A lookup that hears nothing, and only knows who made a recording, where and when as far as that is told, gets " +
                $"{Figure.Share((double)trust.Lookup.Majority / trust.Partition.Test.Length)} of the {trust.Partition.Test.Length} " +
                $"birds' recordings right; {Figure.Share((double?)trust.Leakage.Recordist / trust.Partition.Test.Length)} of them " +
                "share species and recordist with a recording the model was trained on.");
        }
    }

    private static IReadOnlyList<string> Row(string name, MetricSet set) =>
    [
        name, Figure.Count(set.Accuracy.Count), Figure.Share(set.Accuracy.Top1), Figure.Share(set.Accuracy.Top5), Figure.Share(set.MacroF1),
        Figure.Share(set.MacroRecall), Figure.Share(set.MeanAveragePrecision), Figure.Share(set.Calibration?.ExpectedError),
    ];

    private static void AddConfusion(HtmlReport page, EvaluationOutcome o)
    {
        page.Heading("What is taken for what");
        if (o.Recordings.Confusion.PerClass().Count <= ConfusionChart.MostClasses
            && o.Windows.Confusion.PerClass().Count <= ConfusionChart.MostClasses)
        {
            page.Figures(
                (
                    ConfusionChart.Draw("Whole recordings", o.Recordings.Confusion, o.Names),
                    "Confusion matrix of whole recordings. Rows are what is heard, columns what it was taken for."),
                (ConfusionChart.Draw("Single windows", o.Windows.Confusion, o.Names), "Confusion matrix of single windows."));
            return;
        }

        page.Paragraph($"There are too many species for a picture; these {MostConfusions} are mistaken most often, by whole recordings.");
        var matrix = o.Recordings.Confusion;
        var classes = matrix.PerClass().Select(f => f.Class).ToList();
        page.Table(
            ["is", "taken for", "recordings"],
            classes.SelectMany(right => classes.Where(named => named != right && matrix[right, named] > 0).Select(named => (right, named)))
                .OrderByDescending(c => matrix[c.right, c.named])
                .Take(MostConfusions)
                .Select(c => (IReadOnlyList<string>)[o.Names[c.right], o.Names[c.named], Figure.Count(matrix[c.right, c.named])]));
    }

    private static void AddSpecies(HtmlReport page, EvaluationOutcome o)
    {
        var whole = o.Recordings.Confusion.PerClass().ToDictionary(f => f.Class);
        page.Heading("Per species").Table(
            [
                "species",
                "recordings",
                "precision",
                "recall",
                "F1",
                "average precision",
                "windows",
                "precision",
                "recall",
                "F1",
                "average precision",
            ],
            o.Windows.Confusion.PerClass().Select(w => (IReadOnlyList<string>)
            [
                o.Names[w.Class],
                .. Cells(whole.GetValueOrDefault(w.Class), o.Recordings.AveragePrecision[w.Class]),
                .. Cells(w, o.Windows.AveragePrecision[w.Class]),
            ]));
        page.Paragraph(
            "Precision has a meaning only beside the mix of recordings it was measured on. Rows without recordings are labels that " +
            "something else was taken for.");
    }

    private static IEnumerable<string> Cells(ClassFigures f, double? precision) =>
    [
        Figure.Count(f.Support),
        f.Named == 0 ? "–" : Figure.Share(f.Precision),
        f.Support == 0 ? "–" : Figure.Share(f.Recall),
        Figure.Share(f.F1),
        Figure.Share(precision),
    ];

    private static void AddThreshold(HtmlReport page, EvaluationOutcome o)
    {
        page.Heading($"At threshold {o.Figures.Thresholds}");
        page.Table(
            ["birds of", "recordings", "right among birds", "top-5", "windows that fire", "of these right", "recordings with a right one"],
            o.Figures.Birds.Select(b => (IReadOnlyList<string>)
            [
                b.DataSet,
                Figure.Count(b.Figures.Recordings.Count),
                Figure.Share(b.Figures.Recordings.Top1),
                Figure.Share(b.Figures.Recordings.Top5),
                Figure.Count(b.Figures.Fired),
                b.Figures.Precision is { } precision ? Figure.Share(precision) : "none fired",
                Figure.Count(b.Figures.RecordingsFoundRight),
            ]));
        if (!o.Figures.AllNegatives.IsMeasured)
        {
            page.Paragraph($"{char.ToUpperInvariant(o.Figures.AllNegatives.Sentence[0])}{o.Figures.AllNegatives.Sentence[1..]}.");
        }
        else
        {
            page.Table(
                ["without birds", "recordings", "minutes", "false alarms", "per hour"],
                o.Figures.Negatives.Append(("all", o.Figures.AllNegatives)).Select(n => (IReadOnlyList<string>)
                [
                    n.Item1, Figure.Count(n.Item2.Recordings), Figure.Number(n.Item2.Hours * 60, "0.0"), Figure.Count(n.Item2.FalseRuns),
                    Figure.Number(n.Item2.FalsePerHour, "0.0"),
                ]));
        }
    }

    private static void AddRobustness(HtmlReport page, EvaluationOutcome o)
    {
        var curves = new[]
        {
            ("single windows", o.Windows.Calibration),
            ("whole recordings", o.Recordings.Calibration),
        }.Where(c => c.Item2 is not null).Select(c => (c.Item1, c.Item2!)).ToList();
        if (curves.Count > 0)
        {
            page.Heading("Is it as sure as it should be?").Figures(
                (CalibrationChart.Draw(curves), "A curve below the dashed line is too sure of itself, one above it too shy."));
        }

        page.Heading("Does duration decide?").Figures(
            (
                ScatterChart.Draw(
                    "Species",
                    "mean duration in s",
                    "share right",
                    [
                        new Series(
                            "",
                            [.. o.Durations.Classes.Select(c => Math.Max(0.1, c.MeanSeconds))],
                            [.. o.Durations.Classes.Select(c => c.Accuracy)]),
                    ],
                    (-0.03, 1.03),
                    logarithmic: true),
                "Share of a species' recordings that is right against their mean duration; correlation " +
                $"{Figure.Number(o.Durations.ClassPearson, "0.00")}."),
            (
                LineChart.Draw(
                    "Recordings",
                    "band of duration, from the shortest",
                    "share right",
                    [new Series("", [.. o.Durations.Bands.Select((_, b) => b + 1.0)], [.. o.Durations.Bands.Select(b => b.Accuracy)])],
                    (0, 1)),
                $"Share right in bands of about equal size: {string.Join("; ", o.Durations.Bands.Select(Range))}. " +
                $"Correlation of duration and being right over the recordings: {Figure.Number(o.Durations.Pearson, "0.00")}, by rank " +
                $"{Figure.Number(o.Durations.Spearman, "0.00")}."));
        if (o.Crops.Values.Count > 0)
        {
            page.Heading("Does it matter which window is heard?")
                .Paragraph(
                    $"One random window per recording, as the study scored: top-1 {Figure.Share(o.Crops.Mean)}, deviation " +
                    $"{Figure.Share(o.Crops.Deviation)} over {o.Crops.Values.Count} seeds.")
                .Table(
                    ["seed", .. o.Crops.Values.Select((_, s) => Figure.Count(EvaluationRun.FirstCropSeed + s))],
                    [["top-1", .. o.Crops.Values.Select(v => Figure.Share(v))]]);
        }

        if (o.Gain is { } gain)
        {
            var points = gain.ByGain.Append((0, gain.Windows)).OrderBy(g => g.Item1).ToList();
            page.Heading("Does loudness matter?").Figures((
                LineChart.Draw(
                    "Windows that keep their first label",
                    "gain in dB",
                    "share",
                    [new Series("", [.. points.Select(p => p.Item1)], [.. points.Select(p => gain.Share(p.Item2))])],
                    (0, 1.02)),
                $"{Figure.Share(gain.SteadyShare)} of the windows keep their first label under every one of these gains. Nothing is " +
                "clipped."));
        }
    }

    private static string Range(DurationBand band) =>
        $"{Figure.Number(band.Shortest, "0.#")} to {Figure.Number(band.Longest, "0.#")} s";

    private static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
