using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Keras;

namespace AvianVox.Training.Tests.Keras;

/// <summary>The study's own network, imported, against reference activations that were computed outside this project.</summary>
public sealed class StudyParityTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("zeros")]
    [InlineData("ramp")]
    [InlineData("noise")]
    public void Pooled_maps_and_probabilities_agree_within_1e_4(string input)
    {
        var model = KerasFile.Read(SharedData.Require("seed/CNN_v20_weights.best.hdf5"));
        var taps = new HashSet<string> { "max_pooling2d_1", "max_pooling2d_2", "max_pooling2d_3" };
        var (onnx, labels) = KerasToOnnx.Convert(model, taps);
        Assert.Equal(91, labels);
        var window = Golden($"{input}_input").Values;
        foreach (var (output, reference) in new[]
        {
            ("max_pooling2d_1", "pool1_CHW"), ("max_pooling2d_2", "pool2_CHW"), ("max_pooling2d_3", "pool3_CHW"), ("probabilities", "prob"),
        })
        {
            var expected = Golden($"{input}_{reference}").Values;
            var actual = OnnxRunner.Run(onnx, window, [1, 1, 128, 128], output);
            Assert.Equal(expected.Length, actual.Length);
            var deviation = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
            TestContext.Current.SendDiagnosticMessage("{0} {1}: largest deviation {2:g3}", input, output, deviation);
            Assert.True(deviation <= 1e-4, $"{output}: deviates by {deviation}");
        }
    }

    [Fact]
    public void The_package_gives_the_golden_probabilities_in_one_batch()
    {
        var package = Import();
        using var classifier = new OnnxWindowClassifier(package, 1, 3);
        var names = new[] { "zeros", "ramp", "noise" };
        var windows = names.SelectMany(n => Golden($"{n}_input").Values).ToArray();
        var expected = names.SelectMany(n => Golden($"{n}_prob").Values).ToArray();
        var actual = new float[3 * 91];
        classifier.Classify(windows, 3, actual);
        Assert.True(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() <= 1e-4);
    }

    [Fact]
    public void Zero_input_gives_Flammulated_Owl()
    {
        var package = Import();
        using var classifier = new OnnxWindowClassifier(package, 1, 1);
        var probabilities = new float[91];
        classifier.Classify(new float[128 * 128], 1, probabilities);
        var best = package.Labels.MaxBy(l => probabilities[l.Index])!;
        Assert.Equal("Flammulated Owl", best.CommonName);
        Assert.Equal("Psiloscops flammeolus", best.ScientificName);
        Assert.Equal(0.3481481589153285, probabilities[best.Index], 1e-4);
    }

    private static NpyArray Golden(string name) => NpyArray.Read(SharedData.Require($"golden/seed_cnn/{name}.npy"));

    private ModelPackage Import() => new KerasImport
    {
        File = SharedData.Require("seed/CNN_v20_weights.best.hdf5"),
        Labels = SharedData.Require("seed/species_labels.csv"),
        Names = SharedData.Require("seed/xeno-canto_ca-nv_index.csv"),
        Out = _temp.File("v20"),
    }.Run();
}
