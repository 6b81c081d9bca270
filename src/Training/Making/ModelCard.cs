using System.Globalization;
using System.Text;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Making;

/// <summary>Writes MODEL_CARD.md: what a model is, what it was made of, and how good it is on recordings it never heard.</summary>
internal static class ModelCard
{
    /// <summary>The text of the card.</summary>
    /// <param name="facts">The run.</param>
    /// <param name="figures">Its figures.</param>
    public static string Write(TrainingFacts facts, ModelFigures figures)
    {
        var request = facts.Request;
        var birds = facts.Labels.Count(l => l.Kind == LabelKind.Bird);
        var card = new Text();
        card.Add($"# {request.Name} {request.Version}").Add("")
            .Add(
                $"Names {birds} bird species and {facts.Labels.Count - birds} other sounds in windows of {Seconds(facts)} s. Made by " +
                "`avianvox-train train`.").Add("")
            .Add("It was fitted to very few recordings per species: **read the figures before you trust a name it gives.**").Add("");
        AddFigures(card, facts, figures);
        AddSpecies(card, facts, figures);
        AddData(card, facts);
        AddTraining(card, facts, figures);
        card.Add("## What it is not good for").Add("")
            .Add("- Species that it has no label for: it will give such a bird the name of another, or none.")
            .Add("- Surveys or any statement that a species is present or absent, without a person listening to the clips.")
            .Add("- Several birds at once: the labels share one sum of probability, so that the loudest hides the others.")
            .Add("- Places, seasons and microphones unlike those of the recordings; the figures say nothing about them.")
            .Add(
                "- Privacy: the label for human voice is a help, not a safeguard. Its training speech is a few speakers saying " +
                "digits.").Add("")
            .Add("## Licence").Add("")
            .Add(
                $"The weights: {request.Licence}. {TrainedOn.FileName} names recordist and licence of every recording; no " +
                "recording is part of this package.");
        var noDerivatives = facts.Sides.Values.SelectMany(c => c).Count(
            c => c.Recording.Licence.Contains("-nd/", StringComparison.Ordinal));
        if (noDerivatives > 0)
        {
            card.Add(
                $"{noDerivatives} of the recordings forbid derivative works. Whether weights are one is not settled; who wants to be " +
                "sure trains without them.");
        }

        return card.ToString();
    }

    private static void AddFigures(Text card, TrainingFacts facts, ModelFigures figures)
    {
        card.Add("## Figures on recordings held out for the test").Add("")
            .Add(
                "Measured on this package in ONNX Runtime, every window at a stride of half a window, no variation added. *Window*: " +
                "one window, against all labels, pauses in the song included. *Recording*: mean over all its windows, against the " +
                "bird labels (which bird, given that it is one). *Precision*: share of the windows with some bird at or over the " +
                "threshold whose highest bird is the right one. *Found*: recordings with at least one such right window.").Add("")
            .Add(
                "| data set | recordings | windows | window top-1 | window top-5 | recording top-1 | recording top-5 | precision | found |")
            .Add("|---|---|---|---|---|---|---|---|---|");
        foreach (var (set, f) in figures.Birds)
        {
            card.Add(
                $"| {set} | {f.Recordings.Count} | {f.Windows.Count} | {f.Windows.Top1:0.000} | {f.Windows.Top5:0.000} | " +
                $"{f.Recordings.Top1:0.000} | {f.Recordings.Top5:0.000} | {f.PrecisionText} | " +
                $"{f.RecordingsFoundRight} |");
        }

        var test = facts.Sides[SplitSide.Test].Where(c => c.Recording.Class.Kind == LabelKind.Bird).ToList();
        var known = facts.Sides[SplitSide.Training].Select(c => (c.Recording.Class.ScientificName, c.Recording.Recordist)).ToHashSet();
        var shared = test.Count(c => known.Contains((c.Recording.Class.ScientificName, c.Recording.Recordist)));
        card.Add("")
            .Add(
                $"{shared} of the {test.Count} test recordings of birds share species and recordist with a training recording, so " +
                "the figures are kinder than a new place would be.").Add("")
            .Add(Chosen(facts, figures)).Add("");
        AddFalseAlarms(card, figures);
    }

    private static void AddFalseAlarms(Text card, ModelFigures figures)
    {
        if (!figures.AllNegatives.IsMeasured)
        {
            card.Add(
                "**False alarms were not measured:** no recording without birds was held out, so nothing is known of how often it " +
                "takes rain, wind or voices for a bird.").Add("");
            return;
        }

        card.Add("False alarms (runs of windows on which a bird label reaches the threshold) on held-out recordings without birds:").Add("")
            .Add("| sound | recordings | minutes | false alarms | per hour | window top-1 |").Add("|---|---|---|---|---|---|");
        foreach (var (name, f) in figures.Negatives.Append(("all", figures.AllNegatives)))
        {
            card.Add($"| {name} | {f.Recordings} | {f.Hours * 60:0.0} | {f.FalseRuns} | {f.FalsePerHour:0.0} | {f.Windows.Top1:0.000} |");
        }

        card.Add("");
    }

    private static string Chosen(TrainingFacts facts, ModelFigures figures)
    {
        var (standard, own) = (figures.Thresholds.Standard, figures.Thresholds.Own);
        var by = facts.HeldOut.Count > 0
            ? $"by {facts.HeldOut.Count} training recordings, each heard by a network that had been fitted without it " +
                $"({facts.Request.Folds} folds)"
            : "by validation recordings";
        var each = own.Count == 0
            ? ""
            : $" {own.Count} birds have one of their own, {own.Values.Min():0.00} to {own.Values.Max():0.00} (in model.json): where " +
                "a bird was heard right, the lowest at which the same holds for it alone and no sound without birds came near it.";
        return $"Recommended threshold: **{standard:0.00}**, the lowest at which {ThresholdChoice.WantedPrecision:0%} of the windows " +
            $"that fire are right (the most precise one, if none is).{each} They were chosen {by}, before the test recordings were " +
            "heard.";
    }

    private static void AddSpecies(Text card, TrainingFacts facts, ModelFigures figures)
    {
        card.Add("## Per species").Add("")
            .Add(
                "| species | training recordings | test recordings | windows | window top-1 | recording top-1 | recording top-5 |").Add(
                    "|---|---|---|---|---|---|---|");
        var training = facts.Sides[SplitSide.Training].GroupBy(c => c.Recording.Class.CommonName).ToDictionary(g => g.Key, g => g.Count());
        foreach (var (species, f) in figures.Species)
        {
            card.Add(
                $"| {species} | {training.GetValueOrDefault(species)} | {f.Recordings.Count} | {f.Windows.Count} | " +
                $"{f.Windows.Top1:0.00} | {f.Recordings.First} | {f.Recordings.Five} |");
        }

        card.Add("");
        if (facts.Split.Untestable.Count > 0)
        {
            card.Add(
                "Left out, because one recording cannot both train and test: " +
                $"{string.Join(", ", facts.Split.Untestable.Select(c => c.CommonName))}.").Add("");
        }
    }

    private static void AddData(Text card, TrainingFacts facts)
    {
        card.Add("## Data").Add("").Add("| data set | training | validation | test |").Add("|---|---|---|---|");
        foreach (var set in facts.Sides.Values.SelectMany(c => c).Select(c => c.Recording.DataSet).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            int Count(SplitSide side) => facts.Sides[side].Count(c => c.Recording.DataSet == set);
            card.Add($"| {set} | {Count(SplitSide.Training)} | {Count(SplitSide.Validation)} | {Count(SplitSide.Test)} |");
        }

        card.Add("")
            .Add(
                $"Split {Provenance.SplitSentence(facts)}. Per class and data set 3 in 10 recordings, at least one, are held out for " +
                "the test. Validation recordings are spared only where there are five or more, so that the many species with two or " +
                "three have none: epoch and threshold are chosen by the other species and the negatives.").Add("")
            .Add(
                $"{TrainedOn.FileName} lists every recording by its id (XC numbers are those of xeno-canto.org), with recordist " +
                "and licence, and what it was used for.").Add("");
        if (facts.Request.Sources.Length > 0)
        {
            card.Add(facts.Request.Sources.Trim()).Add("");
        }
    }

    private static void AddTraining(Text card, TrainingFacts facts, ModelFigures figures)
    {
        var (recipe, best, spec) = (facts.Request.Recipe, facts.Best, facts.Spec);
        var fit = recipe.Fit;
        card.Add("## How it was made").Add("")
            .Add($"- Recipe: `{recipe.Name}`, seed {facts.Request.Seed}. {recipe.Description}".TrimEnd())
            .Add(
                $"- Front end: {spec.SampleRate:N0} Hz, FFT {spec.FftSize:N0}, hop {spec.Hop}, {spec.MelBands} log-mel bands from " +
                $"{spec.LowHz:0} Hz (floor {spec.LogFloor:0e+0}: {spec.Log}), MFCC: {spec.Layout}, window {spec.WindowFrames} " +
                "frames. " +
                $"{(recipe.Windows is StudyWindowOptions ? "The station computes it without padding and with the decibel clamp per window; in training recordings were padded and clamped as wholes" : "Exactly what the station computes: no padding, the decibel clamp per window")}.")
            .Add(
                $"- Network: {recipe.Network.Sentence}. {facts.Network.Parameters:N0} parameters, " +
                $"{facts.Network.MultiplyAdds / 1e6:0.0} million " +
                "multiply-adds a window.")
            .Add(
                $"- Fitting: Adam, learning rate {fit.LearningRate}{(fit.Cosine ? " falling to 0 along half a cosine" : "")}, weight " +
                $"decay {fit.WeightDecay}, cross-entropy (label smoothing {fit.LabelSmoothing}), batch " +
                $"{fit.Batch}{(fit.Averaging > 0 ? $", weights averaged over the steps ({fit.Averaging})" : "")}. " +
                $"{facts.History.Count} of {fit.Epochs} epochs done; the weights are those of epoch " +
                $"{best.Epoch}{(fit.KeepBest ? ", which had the lowest validation loss" : ", the last")} (validation " +
                $"{best.ValidationLoss:0.000}; training {best.TrainingLoss:0.000}).");
        if (recipe.Windows is SoundWindowOptions vary)
        {
            card.Add(
                $"- Variation: random place (the livelier of {vary.Candidates}), gain {vary.LowestGain:0} to " +
                $"{vary.HighestGain:+0;-0;0} dB, noise mixed into {vary.NoiseShare:0%} of the windows at {vary.LowestRatio:0} to " +
                $"{vary.HighestRatio:0} dB (recorded negatives of the training side, and computed noise from white to red with " +
                $"gusts), two classes mixed in {vary.MixShare:0%}, {vary.Masking:0%} of time and bands blanked twice each at most, " +
                $"up to {vary.BandShift} bands up or " +
                $"down{(vary.SpeedRange > 1 ? FormattableString.Invariant($", played up to {vary.SpeedRange} times faster or slower") : "")}{(vary.FilterRange > 0 ? $", heard through filters of up to {vary.FilterRange:0} dB" : "")}. " +
                "Clips shorter than a window are looped.");
        }

        if (recipe.Windows is StudyWindowOptions study)
        {
            card.Add(
                "- Windows: one out of every recording and epoch, at a random place and without variation, as the study drew them. " +
                "Clips shorter than a window are " +
                $"{(study.ShortClips == ShortClips.Loop ? "looped" : "put between columns of zeros, the mean after scaling")}.");
        }

        card
            .Add(
                facts.HeldOut.Count > 0 ? $"- Temperature: the logits are divided by {figures.Temperature:0.000}, at which the " +
                    "recordings of those folds are least surprising, so that a probability means what it says." : "- Temperature: none " +
                        "was chosen; " +
                        "probabilities of " +
                        "mixed classes and " +
                        "smoothed targets " +
                        "are too modest.")
            .Add($"- Speed: {facts.History.Average(e => e.WindowsPerSecond):0} windows a second.")
            .Add(
                $"- The exported network and the trained one differ by {figures.Deviation:0.0e+0} in probability at most, on real " +
                "windows.").Add("");
    }

    private static string Seconds(TrainingFacts facts) =>
        ((double)facts.Spec.WindowSamples / facts.Spec.SampleRate).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Lines.</summary>
    private sealed class Text
    {
        private readonly StringBuilder _lines = new();

        public Text Add(string line)
        {
            _lines.Append(line).Append('\n');
            return this;
        }

        public override string ToString() => _lines.ToString();
    }
}
