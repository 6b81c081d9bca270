using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AvianVox.Training.Evaluation.Metrics;
using AvianVox.Training.Files;
using AvianVox.Training.Recipes;

namespace AvianVox.Training.CrossValidation;

/// <summary>Writes what a cross-validation found: figures.json in its folder.</summary>
internal static class CrossValidationReport
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "figures.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <param name="request">How it was measured.</param>
    /// <param name="outcome">What was measured.</param>
    /// <returns>Path of the file.</returns>
    public static string Write(CrossValidationRequest request, CrossValidationOutcome outcome)
    {
        var path = Path.Combine(request.Out, FileName);
        SafeFile.Write(path, Text(request, outcome));
        return path;
    }

    private static string Text(CrossValidationRequest request, CrossValidationOutcome outcome) => new JsonObject
    {
        ["data"] = new JsonArray(
            [.. request.Data.Select(d => (JsonNode)Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(d))))]),
        ["rule"] = request.Rule is { } rule ? $"{rule}".ToLowerInvariant() : "given",
        ["foldSeed"] = request.FoldSeed,
        ["windowsPerRecording"] = request.Windows,
        ["recordings"] = outcome.Recordings,
        ["classes"] = outcome.Labels.Count,
        ["parameters"] = outcome.Network.Parameters,
        ["multiplyAdds"] = outcome.Network.MultiplyAdds,
        ["beganWithOtherWeights"] = request.Start is not null,
        ["summary"] = new JsonObject
        {
            ["windowTop1"] = Spread(outcome, s => s.Windows.Top1),
            ["recordingTop1"] = Spread(outcome, s => s.Recordings.Accuracy.Top1),
            ["recordingTop5"] = Spread(outcome, s => s.Recordings.Accuracy.Top5),
            ["meanAveragePrecision"] = Spread(outcome, s => s.Recordings.MeanAveragePrecision),
            ["macroF1"] = Spread(outcome, s => s.Recordings.MacroF1),
            ["calibrationError"] = Spread(outcome, s => s.Recordings.Calibration?.ExpectedError ?? 0),
        },
        ["lookupTop1"] = Rounded((double)outcome.Partitions.Sum(p => p.Lookup.Majority) / outcome.Recordings),
        ["folds"] = new JsonArray([.. outcome.Folds.Select(f => (JsonNode)new JsonObject
        {
            ["seed"] = f.Seed,
            ["fold"] = f.Fold,
            ["test"] = f.Recordings.Count,
            ["recordingTop1"] = Rounded((double)f.Recordings.Count(r => ScoreTable.Highest(r.Scores) == r.Right) / f.Recordings.Count),
            ["trainingLoss"] = Rounded(f.TrainingLoss),
            ["windowsPerSecond"] = Math.Round(f.WindowsPerSecond),
        })]),
        ["recall"] = new JsonObject(outcome.Labels.Select(l => KeyValuePair.Create<string, JsonNode?>(
            l.CommonName, Rounded(outcome.Folds.SelectMany(f => f.Recordings).Where(r => r.Right == l.Index).Select(r => ScoreTable.Highest(r.Scores) == r.Right ? 1.0 : 0).DefaultIfEmpty().Average())))),
        ["recipe"] = JsonNode.Parse(RecipeFile.Write(request.Recipe)),
    }.ToJsonString(Json) + "\n";

    private static JsonObject Spread(CrossValidationOutcome outcome, Func<SeedFigures, double> figure)
    {
        var values = outcome.Seeds.Select(figure).ToList();
        return new JsonObject
        {
            ["mean"] = Rounded(values.Average()),
            ["seeds"] = new JsonArray([.. values.Select(v => (JsonNode)Rounded(v))]),
        };
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
