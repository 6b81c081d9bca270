using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.Training.Data;
using AvianVox.Training.Evaluation;
using AvianVox.Training.Fitting;
using AvianVox.Training.Windows;

namespace AvianVox.Training.Making;

/// <summary>Compares the exported network in the station's runtime with the trained one in torch.</summary>
internal static class ExportCheck
{
    /// <summary>Largest difference allowed between the probabilities of torch and of the exported network.</summary>
    public const double LargestDeviation = 1e-5;

    /// <summary>Windows that are compared at most.</summary>
    private const int Windows = 1_000;

    private const int Batch = 16;

    /// <summary>Compares, and allows a deviation of <see cref="LargestDeviation"/>.</summary>
    /// <param name="package">Exported network.</param>
    /// <param name="trainer">Holds the trained network.</param>
    /// <param name="clips">Recordings to take windows of.</param>
    /// <param name="labels">Labels.</param>
    /// <returns>The largest deviation.</returns>
    /// <exception cref="InvalidOperationException">It is larger, or not a number: a fault of the export.</exception>
    public static double Require(ModelPackage package, Trainer trainer, IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels)
    {
        var deviation = Largest(package, trainer, clips, labels);
        return deviation <= LargestDeviation
            ? deviation
            : throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"The exported network differs from the trained one by {deviation:g3}; {LargestDeviation} is allowed."));
    }

    /// <summary>Largest absolute difference of a probability over real windows; not a number when either gives one that is none.</summary>
    /// <param name="package">Exported network.</param>
    /// <param name="trainer">Holds the trained network.</param>
    /// <param name="clips">Recordings to take windows of.</param>
    /// <param name="labels">Labels.</param>
    private static double Largest(ModelPackage package, Trainer trainer, IReadOnlyList<Clip> clips, IReadOnlyList<Label> labels)
    {
        var every = Math.Max(1, clips.Count / Windows);
        var chosen = clips.Where((_, i) => i % every == 0).Take(Windows).ToList();
        var windows = FixedWindows.Cut(chosen, labels, package.Manifest.Features!, Windows / Math.Max(1, chosen.Count))
            ?? throw new WorkshopException("There is no recording to check the exported network with.");
        float[] expected = [.. trainer.Logits(windows.Windows).Chunk(labels.Count).SelectMany(row => Softmax.Of(row))];
        using var classifier = new OnnxWindowClassifier(package, 1, Batch);
        var largest = 0.0;
        for (var at = 0; at < windows.Count; at += Batch)
        {
            var count = Math.Min(Batch, windows.Count - at);
            var got = new float[count * labels.Count];
            classifier.Classify(windows.Windows.AsSpan(at * classifier.InputLength, count * classifier.InputLength), count, got);
            for (var i = 0; i < got.Length; i++)
            {
                // Math.Max passes on what is not a number.
                largest = Math.Max(largest, Math.Abs((double)got[i] - expected[(at * labels.Count) + i]));
            }
        }

        return classifier.NonNumbers > 0 ? double.NaN : largest;
    }
}
