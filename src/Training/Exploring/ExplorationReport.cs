using System.Text.Json.Nodes;
using AvianVox.Training.Reports;
using AvianVox.Training.Reports.Charts;

namespace AvianVox.Training.Exploring;

/// <summary>Tells what is in data folders: a page for people, JSON for programs.</summary>
internal static class ExplorationReport
{
    /// <summary>Scale that the study printed: mean and deviation of log mel and of MFCC.</summary>
    private static readonly (double Mean, double Deviation) StudyMel = (-7.40798, 3.80885), StudyMfcc = (-19.00330, 86.45496);

    /// <summary>Recordists that are listed by name.</summary>
    private const int MostRecordists = 20;

    /// <summary>Species that a chart shows.</summary>
    private const int MostBars = 100;

    /// <summary>The page.</summary>
    /// <param name="e">What there is.</param>
    public static HtmlReport Page(Exploration e)
    {
        var names = string.Join(", ", e.Data.Select(Name));
        var page = new HtmlReport($"What is in {names}");
        AddWhole(page, e);
        var shown = e.Species.OrderByDescending(s => s.Recordings).Take(MostBars).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var which = e.Species.Count > MostBars ? $" The {MostBars} with most recordings of {e.Species.Count}." : "";
        page.Heading("Per species").Figures(
            (
                BarChart.Draw("Recordings", "recordings", [.. shown.Select(s => (s.Name, (double)s.Recordings))]),
                $"Recordings per species or sound.{which}"),
            (
                BarChart.Draw("Length", "minutes", [.. shown.Select(s => (s.Name, s.Seconds / 60))]),
                $"Length of all recordings per species or sound.{which}"));
        page.Table(
            ["species", "recordings", "minutes", "shortest s", "mean s", "longest s", "recordists"],
            e.Species.Select(s => (IReadOnlyList<string>)
            [
                s.Name, Figure.Count(s.Recordings), Figure.Number(s.Seconds / 60, "0.0"), Figure.Number(s.Shortest, "0.0"),
                Figure.Number(s.Seconds / s.Recordings, "0.0"), Figure.Number(s.Longest, "0.0"), Figure.Count(s.Recordists),
            ]));
        AddRecordists(page, e);
        AddFeatures(page, e);
        AddExamples(page, e);
        if (e.Left.Count > 0)
        {
            page.Heading("Left out").Table(["what and why"], e.Left.Select(l => (IReadOnlyList<string>)[l]));
        }

        return page;
    }

    /// <summary>The figures.</summary>
    /// <param name="e">What there is.</param>
    public static JsonObject Figures(Exploration e) => new()
    {
        ["data"] = e.Data.ToJson(d => Name(d)),
        ["recordings"] = e.Recordings.Count,
        ["seconds"] = e.Durations.Sum(),
        ["species"] = e.Species.ToJson(s => new JsonObject
        {
            ["name"] = s.Name,
            ["recordings"] = s.Recordings,
            ["seconds"] = s.Seconds,
            ["shortestSeconds"] = s.Shortest,
            ["longestSeconds"] = s.Longest,
            ["recordists"] = s.Recordists,
        }),
        ["logMel"] = Values(e.LogMel),
        ["mfcc"] = Values(e.Mfcc),
        ["recordists"] = e.Recordists.ToJson(
            r => new JsonObject { ["name"] = r.Name, ["recordings"] = r.Recordings, ["species"] = r.Species }),
        ["split"] = e.Trust is not { } trust ? null : new JsonObject
        {
            ["training"] = trust.Partition.Training.Length,
            ["test"] = trust.Partition.Test.Length,
            ["testSharingSpeciesRecordist"] = trust.Leakage.Recordist,
            ["lookupRight"] = trust.Lookup.Majority,
            ["lookupWithDurationRight"] = trust.Lookup.Duration,
        },
        ["leftOut"] = e.Left.ToJson(l => l),
    };

    private static void AddWhole(HtmlReport page, Exploration e)
    {
        var durations = e.Durations;
        double Quantile(double q) => durations[(int)Math.Round(q * (durations.Count - 1))];
        page.Table(["all", ""], new (string, string)[]
        {
            ("recordings", Figure.Count(durations.Count)),
            ("species or sounds", Figure.Count(e.Species.Count)),
            ("hours", Figure.Number(durations.Sum() / 3600, "0.00")),
            (
                "duration: shortest, median, mean, longest, in s",
                $"{Figure.Number(durations[0], "0.0")}, {Figure.Number(Quantile(0.5), "0.0")}, " +
                $"{Figure.Number(durations.Average(), "0.0")}, {Figure.Number(durations[^1], "0.0")}"),
            (
                "shorter than a window of 128 frames (3.04 s)",
                Figure.Count(durations.Count(d => d < (double)e.Spec.WindowSamples / e.Spec.SampleRate))),
            ("recordists", Figure.Count(e.Recordists.Count)),
            ("left out", Figure.Count(e.Left.Count)),
        }.Select(r => (IReadOnlyList<string>)[r.Item1, r.Item2]));

        // The few longest would press all others into one bar: the last bar holds what is longer than nineteen in twenty.
        var top = Math.Max(1, Math.Ceiling(Quantile(0.95)));
        var counts = new ValueCounts(0, top, 40);
        counts.Add([.. durations.Select(d => (float)d)]);
        page.Figures((
            HistogramChart.Draw("Durations", "s", 0, counts.Width, counts.Counts, [(Quantile(0.5), "median")]),
            "Durations of recordings; the last bar holds all that are longer."));
    }

    private static void AddRecordists(HtmlReport page, Exploration e)
    {
        if (e.Recordists.Count == 0)
        {
            return;
        }

        page.Heading("Who recorded").Table(
            ["recordist", "recordings", "species"],
            e.Recordists.Take(MostRecordists).Select(
                r => (IReadOnlyList<string>)[r.Name, Figure.Count(r.Recordings), Figure.Count(r.Species)]));
        if (e.Recordists.Count > MostRecordists)
        {
            page.Paragraph($"And {e.Recordists.Count - MostRecordists} more.");
        }

        var single = e.Species.Where(s => s.Recordists == 1 && s.Recordings > 1).Select(s => s.Name).ToList();
        if (single.Count > 0)
        {
            page.Paragraph(
                $"All recordings made by one person, so that the person cannot be told from the species: {string.Join(", ", single)}.");
        }

        if (e.Trust is { } trust)
        {
            var test = trust.Partition.Test.Length;
            page.Paragraph(
                $"Of the {test} birds' recordings that train holds out for its test by default (by recording, seed 37), " +
                $"{Figure.Share((double?)trust.Leakage.Recordist / test)} share species and recordist with a training recording. A " +
                $"lookup that hears nothing gets {Figure.Share((double)trust.Lookup.Majority / test)} of them right by recordist, " +
                $"place and day as far as they are told, {Figure.Share((double?)trust.Lookup.Duration / test)} by these and the " +
                "duration: a model must beat that. The command split tells more, and makes fairer splits.");
        }
    }

    private static void AddFeatures(HtmlReport page, Exploration e)
    {
        page.Heading("Features").Paragraph(
            "The study's front end over whole files: 22,050 Hz, FFT 2,048, hop 512, 128 mel bands, 20 MFCC within 80 dB of the " +
            "file's loudest. Every frame of every recording counts once.");
        page.Table(
            ["", "values", "mean", "deviation", "the study's mean", "the study's deviation"],
            [Row("log mel", e.LogMel, StudyMel), Row("MFCC", e.Mfcc, StudyMfcc)]);
        page.Figures(
            (
                HistogramChart.Draw(
                    "Log mel", "natural logarithm of power", e.LogMel.From, e.LogMel.Width, e.LogMel.Counts, [(e.LogMel.Mean, "mean")]),
                "Log mel of all bands and frames. The outermost bars hold what lies beyond. A peak at 0 is digital silence."),
            (
                HistogramChart.Draw("MFCC", "dB", e.Mfcc.From, e.Mfcc.Width, e.Mfcc.Counts, [(e.Mfcc.Mean, "mean")]),
                "MFCC of all coefficients and frames. The hump at the left is coefficient 0, the loudness."));
    }

    private static void AddExamples(HtmlReport page, Exploration e)
    {
        page.Heading("Examples").Paragraph($"The first {ExamplePictures.LongestSeconds} s at most of one recording each.");
        foreach (var heard in e.Recordings.Where(r => r.Example is not null))
        {
            var (spectrum, features) = heard.Example!;
            var seconds = (double)e.Spec.Hop / e.Spec.SampleRate;
            var what = $"{heard.Recording.Class.CommonName}, " +
                $"{heard.Recording.Id}{(heard.Recording.Recordist.Length > 0 ? $" ({heard.Recording.Recordist})" : "")}";
            page.Figures(
                (
                    MatrixChart.Draw(
                        heard.Recording.Class.CommonName, "frequency in kHz", "dB", spectrum, seconds, (0, e.Spec.SampleRate / 2000.0)),
                    $"{what}: log power spectrum, 0 dB the loudest."),
                (MatrixChart.Draw("Log mel", "mel band", "log power", features.LogMel, seconds, (0, e.Spec.MelBands)), $"{what}: log mel."),
                (MatrixChart.Draw("MFCC", "coefficient", "dB", features.Mfcc, seconds, (0, e.Spec.MfccCount)), $"{what}: MFCC."));
        }
    }

    private static IReadOnlyList<string> Row(string name, ValueCounts values, (double Mean, double Deviation) study) =>
    [
        name, values.Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
        Figure.Number(values.Mean, "0.0000"), Figure.Number(values.Deviation, "0.0000"),
        Figure.Number(study.Mean, "0.0000"), Figure.Number(study.Deviation, "0.0000"),
    ];

    private static JsonObject Values(ValueCounts values) => new()
    {
        ["count"] = values.Count,
        ["mean"] = values.Mean,
        ["deviation"] = values.Deviation,
        ["histogramFrom"] = values.From,
        ["histogramBinWidth"] = values.Width,
        ["histogram"] = values.Counts.ToJson(c => c),
    };

    private static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
