using System.Text.Json.Nodes;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Files;
using AvianVox.Training.Reports;

namespace AvianVox.Training.Benchmarks;

/// <summary>Writes what a benchmark measured.</summary>
internal static class BenchmarkReport
{
    /// <summary>Checks that a file can be made there, before hours are spent.</summary>
    /// <param name="path">Path.</param>
    /// <exception cref="WorkshopException">It cannot.</exception>
    public static void RequirePlace(string path)
    {
        if (Directory.Exists(path))
        {
            throw new WorkshopException($"--out {path}: a folder of that name exists; name a file.");
        }

        // What is there is replaced by name: a device or a pipe must never be.
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new WorkshopException($"--out {path}: the name is to end in .json.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new WorkshopException($"--out {path}: there is no such folder; make it, or name another place.");
        }
    }

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <param name="path">Path; a file there is replaced.</param>
    /// <param name="request">How it was measured.</param>
    /// <param name="outcome">What was measured.</param>
    /// <exception cref="IOException">Writing failed; what was there before is untouched.</exception>
    public static void Write(string path, BenchmarkRequest request, BenchmarkOutcome outcome)
    {
        try
        {
            SafeFile.Write(path, Text(request, outcome));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {path} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static string Text(BenchmarkRequest request, BenchmarkOutcome outcome) => new JsonObject
    {
        ["data"] = new JsonArray(
            [.. request.Data.Select(d => (JsonNode)Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(d))))]),
        ["rule"] = $"{request.Rule}".ToLowerInvariant(),
        ["folds"] = request.Folds,
        ["seed"] = request.Seed,
        ["atLeast"] = request.AtLeast,
        ["windowsPerRecording"] = request.Windows,
        ["recordings"] = outcome.Recordings.Count,
        ["classes"] = new JsonArray([.. outcome.Classes.Select(c => (JsonNode)c)]),
        ["results"] = new JsonArray([.. outcome.Folds.Select(f => Fold(f, outcome.Recordings))]),
        ["all"] = Methods(outcome.All),
    }.ToText();

    private static JsonObject Fold(FoldFigures fold, IReadOnlyList<string> ids) => new()
    {
        ["name"] = fold.Split.Partition.Name,
        ["training"] = fold.Split.Partition.Training.Length,
        ["test"] = fold.Split.Partition.Test.Length,
        ["testOfSpeciesNotInTraining"] = fold.Split.Leakage.Unlearnable,
        ["testSharingSpeciesRecordist"] = fold.Split.Leakage.Recordist,
        ["lookupRight"] = fold.Split.Lookup.Majority,
        ["lookupWithDurationRight"] = fold.Split.Lookup.Duration,
        ["methods"] = Methods(fold.Methods),
        ["testIds"] = fold.Split.Partition.Test.ToJson(i => ids[i]),
    };

    private static JsonObject Methods(IReadOnlyList<MethodFigures> methods) =>
        new(methods.Select(m => KeyValuePair.Create<string, JsonNode?>(
        m.Method, new JsonObject
        {
            ["windows"] = m.Windows is { } windows ? windows.ToJson() : null,
            ["recordings"] = m.Recordings.ToJson(),
            ["meanAveragePrecision"] = m.MeanAveragePrecision,
        })));
}
