using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Dsp.Features;
using AvianVox.Training.Onnx;

namespace AvianVox.Classification.Tests;

/// <summary>Small models whose answers can be worked out by hand: each label's score is the mean of its own row of the input.</summary>
internal static class TestModels
{
    public const int Rows = 4;
    public const int Frames = 3;

    public static readonly FeatureSpec Spec = new() { MelBands = Rows, MfccCount = 2, WindowFrames = Frames };

    public static readonly Label[] Labels =
    [
        new(0, "Melozone aberti", "Abert's Towhee", "aberts-towhee", LabelKind.Bird),
        new(1, "Human", "Voice, human \"speech\"", "human", LabelKind.Human),
        new(2, "Canis familiaris", "Dog", "dog", LabelKind.Dog),
        new(3, "Noise", "Wind\nand rain", "noise", LabelKind.Noise),
    ];

    public static ModelManifest Manifest { get; } = new()
    {
        Name = "rows",
        Version = "1.0",
        Licence = "MIT",
        Input = InputKind.Features,
        Features = Spec,
        DefaultThreshold = 0.4,
        Thresholds = new Dictionary<string, double> { ["dog"] = 0.9 },
        Provenance = new() { Data = "none", Split = "none", Seed = 7, Metrics = new Dictionary<string, double> { ["accuracy"] = 0.25 }, Notes = "made by a test" },
    };

    /// <summary>Mean per row, input [N, 1, rows, frames].</summary>
    public static byte[] RowMeans(int batch = OnnxGraph.Batch, string output = "probabilities")
    {
        var graph = new OnnxGraph("rows");
        var input = graph.Input("input", batch, 1, Rows, Frames);
        graph.Output(graph.Reduce("ReduceMean", input, [1, 3], name: output), batch, Rows);
        return graph.ToArray();
    }

    /// <summary>Mean per row, for any of the shapes a window may come in.</summary>
    public static byte[] RowMeans(int[] shape, int[] reducedAxes)
    {
        var graph = new OnnxGraph("rows");
        var input = graph.Input("spectrogram", shape);
        graph.Output(graph.Reduce("ReduceMean", input, reducedAxes, name: "scores"), OnnxGraph.Batch, Rows);
        return graph.ToArray();
    }

    public static ModelPackage Write(string folder, byte[]? onnx = null, ModelManifest? manifest = null, IReadOnlyList<Label>? labels = null)
        => ModelPackageWriter.Write(folder, manifest ?? Manifest, labels ?? Labels, onnx ?? RowMeans(), "# Rows\n\nMade by a test.");
}
