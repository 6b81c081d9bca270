using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Splits;

/// <summary>What a split's files say.</summary>
internal static class SplitFiles
{
    /// <summary>Name of the file that tells how the split was made, and that marks a folder as a split.</summary>
    public const string FactsName = "split.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Makes the files.</summary>
    /// <param name="request">How it was made.</param>
    /// <param name="outcome">What was made.</param>
    /// <returns>Text by name: two lists per partition (columns file_id, label), species_labels.csv and split.json.</returns>
    public static IReadOnlyDictionary<string, string> Of(SplitRequest request, SplitOutcome outcome)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var partition in outcome.Partitions.Select(p => p.Partition))
        {
            var prefix = partition.Name.Length > 0 ? $"{partition.Name}_" : "";
            files[$"{prefix}train_file_ids.csv"] = List(outcome.Index, partition.Training);
            files[$"{prefix}test_file_ids.csv"] = List(outcome.Index, partition.Test);
        }

        files["species_labels.csv"] = Labels(outcome.Index);
        files[FactsName] = Facts(request, outcome).ToJsonString(Json) + "\n";
        return files;
    }

    private static string List(RecordingIndex index, int[] members)
    {
        var text = new StringBuilder("file_id,label\n");
        foreach (var recording in members.Select(i => index.Recordings[i]))
        {
            CsvText.AppendRecord(text, recording.Id, Text(recording.Label));
        }

        return text.ToString();
    }

    private static string Labels(RecordingIndex index)
    {
        var text = new StringBuilder("label,english_cname,recordings\n");
        foreach (var label in index.Recordings.CountBy(r => r.Label).OrderBy(l => l.Key))
        {
            CsvText.AppendRecord(text, Text(label.Key), index.Species[label.Key], Text(label.Value));
        }

        return text.ToString();
    }

    private static JsonObject Facts(SplitRequest request, SplitOutcome outcome) => new()
    {
        ["index"] = Path.GetFileName(request.Index),
        ["indexSha256"] = Sha256(request.Index),
        ["rule"] = $"{request.Rule}".ToLowerInvariant(),
        ["seed"] = request.Seed,
        ["testShare"] = request is { Rule: not SplitRule.Study, Folds: > 0 } ? null : request.TestShare,
        ["folds"] = request.Folds,
        ["recordings"] = outcome.Index.Recordings.Count,
        ["species"] = outcome.Index.Species.Count,
        ["groups"] = outcome.Groups.Count,
        ["largestGroup"] = outcome.Groups[0],
        ["partitions"] = new JsonArray([.. outcome.Partitions.Select(p => new JsonObject
        {
            ["name"] = p.Partition.Name,
            ["training"] = p.Partition.Training.Length,
            ["test"] = p.Partition.Test.Length,
            ["testOfSpeciesNotInTraining"] = p.Leakage.Unlearnable,
            ["testSharingSpeciesRecordist"] = p.Leakage.Recordist,
            ["testSharingSpeciesRecordistPlace"] = p.Leakage.Place,
            ["testSharingSpeciesRecordistPlaceDate"] = p.Leakage.Date,
            ["lookupRight"] = p.Lookup.Majority,
            ["lookupWithDurationRight"] = p.Lookup.Duration,
        })]),
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
