using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AvianVox.Classification.Packages;
using AvianVox.Training.Reports;

namespace AvianVox.Training.Predicting;

/// <summary>Predictions for programs.</summary>
/// <param name="package">Model.</param>
/// <param name="top">Labels per file or window.</param>
/// <param name="windows">Whether windows are told one by one.</param>
internal sealed class PredictionText(ModelPackage package, int top, bool windows)
{
    /// <summary>First line of the CSV.</summary>
    public static string CsvHeader =>
        Record(
            ["file", "from_seconds", "to_seconds", "rank", "code", "species", "scientific", "probability", "highest", "highest_at_seconds"]);

    /// <summary>A file as lines of CSV. A line of a whole file goes from 0 to its end; one of a window has no highest.</summary>
    /// <param name="file">File.</param>
    public string Csv(FilePrediction file)
    {
        var text = new StringBuilder();
        foreach (var (rank, label) in file.Best(top).Index())
        {
            var (mean, highest, at, _) = file.Labels[label];
            text.Append(Record(
                [file.Source, "0", Number(file.Seconds), $"{rank + 1}", .. Names(label), Number(mean), Number(highest), Number(at)]));
        }

        foreach (var window in windows ? file.Windows : [])
        {
            foreach (var (rank, (label, probability)) in window.Best.Index())
            {
                text.Append(Record(
                    [file.Source, Number(window.From), Number(window.To), $"{rank + 1}", .. Names(label), Number(probability), "", ""]));
            }
        }

        return text.ToString();
    }

    /// <summary>All results as JSON.</summary>
    /// <param name="results">Results.</param>
    public string Json(IReadOnlyList<PredictionResult> results) => new JsonObject
    {
        ["model"] = new JsonObject
        {
            ["name"] = package.Manifest.Name,
            ["version"] = package.Manifest.Version,
            ["sha256"] = package.Manifest.Sha256,
        },
        ["files"] = results.ToJson(
            r => r.Prediction is { } file ? File(file) : new JsonObject { ["file"] = r.Source, ["fault"] = r.Fault }),
    }.ToText();

    private JsonObject File(FilePrediction file)
    {
        var json = new JsonObject
        {
            ["file"] = file.Source,
            ["seconds"] = Math.Round(file.Seconds, 3),
            ["best"] = file.Best(top).ToJson(label =>
            {
                var (mean, highest, at, _) = file.Labels[label];
                var one = Label(label, mean);
                one["highest"] = Rounded(highest);
                one["highestAtSeconds"] = Math.Round(at, 3);
                return one;
            }),
        };
        if (windows)
        {
            json["windows"] = file.Windows.ToJson(w => new JsonObject
            {
                ["from"] = Math.Round(w.From, 3),
                ["to"] = Math.Round(w.To, 3),
                ["best"] = w.Best.ToJson(b => Label(b.Label, b.Probability)),
            });
        }

        return json;
    }

    private JsonObject Label(int label, float probability) => new()
    {
        ["code"] = package.Labels[label].Code,
        ["species"] = package.Labels[label].CommonName,
        ["scientific"] = package.Labels[label].ScientificName,
        ["probability"] = Rounded(probability),
    };

    private string[] Names(int label) =>
        [package.Labels[label].Code, package.Labels[label].CommonName, package.Labels[label].ScientificName];

    private static double Rounded(float probability) => Math.Round((double)probability, 6);

    private static string Number(double value) => Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Record(IEnumerable<string> fields)
    {
        var text = new StringBuilder();
        CsvText.AppendRecord(text, fields);
        return text.ToString();
    }
}
