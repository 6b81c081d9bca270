using System.Globalization;
using System.Text;
using AvianVox.Classification.Packages;

namespace AvianVox.Training.Keras;

/// <summary>Writes the model card of an imported model: what is known, and plainly what is not.</summary>
internal static class ModelCard
{
    /// <summary>Text of MODEL_CARD.md.</summary>
    /// <param name="model">Imported model.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="published">Whether these are the study's published weights, byte for byte.</param>
    /// <param name="scaling">Scaling constants chosen.</param>
    public static string Write(KerasModel model, ModelManifest manifest, IReadOnlyList<Label> labels, bool published, StudyScaling scaling)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"# {manifest.Name} {manifest.Version}");
        Line($"");
        Line(
            $"Imported from a Keras {model.KerasVersion} file (model '{model.Name}', {model.ParameterCount:N0} parameters); the weights are unchanged.");
        Line($"");
        Line(
            $"- Input: {manifest.Features!.Rows} x {manifest.Features.WindowFrames} features at {manifest.SampleRate:N0} Hz, {manifest.WindowSamples / (double)manifest.SampleRate:0.00} s of sound");
        Line(
            $"- Output: {labels.Count} labels{(labels.All(l => l.Kind == LabelKind.Bird) ? ", all of them birds: there is none for \"no bird\"" : "")}");
        Line($"- Licence of the weights: {manifest.Licence}");
        Line($"- Training data: {manifest.Provenance.Data}");
        Line($"- Split: {manifest.Provenance.Split}");
        Line($"");
        Line($"## Figures");
        Line($"");
        if (manifest.Provenance.Metrics.Count == 0)
        {
            Line($"None are known. Measure it on recordings of your own before you trust it.");
        }
        else
        {
            Line($"| figure | value |");
            Line($"|---|---|");
            foreach (var (name, value) in manifest.Provenance.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                Line($"| {name} | {value} |");
            }

            Line($"");
            Line($"{manifest.Provenance.Notes}");
        }

        Line($"");
        Line($"## What to expect");
        Line($"");
        if (published)
        {
            Line(
                $"- About one window in four or five gets the right name of 91. It is here as the reference that later models are held against, not as a model to rely on.");
            Line(
                $"- It answers with some bird to anything, wind and voices among them: an input of nothing but zeros gives Flammulated Owl with 0.348.");
            Line($"- Its answer changes with the gain of the recording.");
            Line($"- The test figures flatter it: 71 % of the test recordings share species and recordist with a training recording.");
        }

        Line($"- The thresholds are not tuned: one default of {manifest.DefaultThreshold} for all labels.");
        Line(
            $"- Log mel is scaled by the study's {(scaling == StudyScaling.Report ? "report" : "older")} constants; which set the weights were trained with is not stated by their author.");
        Line(
            $"- On a stream the MFCC are clamped 80 dB below the maximum of the window, where training clamped below that of the whole recording.");
        return text.ToString();
    }
}
