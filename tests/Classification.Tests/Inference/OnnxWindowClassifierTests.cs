using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Onnx;
using CsCheck;

namespace AvianVox.Classification.Tests.Inference;

public sealed class OnnxWindowClassifierTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Every_window_of_a_batch_gets_its_own_answer()
    {
        using var classifier = Open(TestModels.RowMeans(), maxBatch: 5);
        Assert.Equal(12, classifier.InputLength);
        Assert.Equal(4, classifier.LabelCount);
        Gen.Float[0, 1].Array[5 * 12].Select(Gen.Int[1, 5]).Sample((values, count) =>
        {
            var probabilities = new float[count * 4];
            classifier.Classify(values.AsSpan(0, count * 12), count, probabilities);
            for (var row = 0; row < count * 4; row++)
            {
                var mean = (values[row * 3] + values[(row * 3) + 1] + values[(row * 3) + 2]) / 3;
                Assert.Equal(mean, probabilities[row], 1e-6f);
            }
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void A_network_with_a_fixed_batch_of_one_takes_windows_one_by_one()
    {
        using var classifier = Open(TestModels.RowMeans(batch: 1), maxBatch: 3);
        var windows = Enumerable.Range(0, 36).Select(i => i / 36f).ToArray();
        var probabilities = new float[12];
        classifier.Classify(windows, 3, probabilities);
        for (var row = 0; row < 12; row++)
        {
            Assert.Equal(windows[(row * 3) + 1], probabilities[row], 1e-6f);
        }
    }

    [Theory]
    [InlineData(new[] { -1, 4, 3 }, new[] { 2 })]
    [InlineData(new[] { -1, 1, 4, 3 }, new[] { 1, 3 })]
    [InlineData(new[] { -1, 4, 3, 1 }, new[] { 2, 3 })]
    public void All_three_layouts_of_a_window_are_taken(int[] shape, int[] reducedAxes)
    {
        using var classifier = Open(TestModels.RowMeans(shape, reducedAxes), maxBatch: 2);
        var probabilities = new float[8];
        classifier.Classify(Enumerable.Range(0, 24).Select(i => i / 24f).ToArray(), 2, probabilities);
        for (var row = 0; row < 8; row++)
        {
            Assert.Equal(((row * 3) + 1) / 24f, probabilities[row], 1e-6f);
        }
    }

    [Fact]
    public void Logits_become_softmax_or_sigmoid_as_the_manifest_says()
    {
        float[] window = [1, 1, 1, 2, 2, 2, -3, -3, -3, 100, 100, 100];
        float[] logits = [1, 2, -3, 100];
        var probabilities = new float[4];
        using (var softmax = Open(TestModels.RowMeans(), 1, TestModels.Manifest with { Activation = OutputActivation.LogitsSoftmax }, "softmax"))
        {
            softmax.Classify(window, 1, probabilities);
            var sum = logits.Sum(l => Math.Exp(l - 100));
            Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Math.Exp(logits[i] - 100) / sum, probabilities[i], 1e-6));
        }

        using (var sigmoid = Open(TestModels.RowMeans(), 1, TestModels.Manifest with { Activation = OutputActivation.LogitsSigmoid }, "sigmoid"))
        {
            sigmoid.Classify(window, 1, probabilities);
            Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(1 / (1 + Math.Exp(-logits[i])), probabilities[i], 1e-6));
        }
    }

    [Fact]
    public void Scores_that_are_no_numbers_become_zero_and_are_counted()
    {
        using var classifier = Open(TestModels.RowMeans(), maxBatch: 1);
        float[] window = [0.5f, 0.5f, 0.5f, float.NaN, 0, 0, 0.25f, 0.25f, 0.25f, float.NaN, float.NaN, 1];
        var probabilities = new float[4];
        classifier.Classify(window, 1, probabilities);
        Assert.Equal([0.5f, 0, 0.25f, 0], probabilities);
        Assert.Equal(2, classifier.NonNumbers);
    }

    [Fact]
    public void Logits_that_are_passed_off_as_probabilities_are_refused()
    {
        var graph = new OnnxGraph("biased");
        var rows = graph.Reduce("ReduceMean", graph.Input("input", OnnxGraph.Batch, 1, 4, 3), [1, 3]);
        graph.Output(graph.Add(rows, graph.Weights("bias", [0, 0, -7.5f, 0], 4), "probabilities"), OnnxGraph.Batch, 4);
        var fault = Assert.Throws<ModelPackageException>(() => Open(graph.ToArray(), 1));
        Assert.Contains("-7.5 on silence", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'logits-sigmoid'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_waveform_model_takes_raw_samples()
    {
        var graph = new OnnxGraph("loudness");
        var samples = graph.Input("audio", OnnxGraph.Batch, 16);
        graph.Output(graph.Reduce("ReduceMax", samples, [1], keep: true, name: "score"), OnnxGraph.Batch, 1);
        var manifest = TestModels.Manifest with { Input = InputKind.Waveform, Features = null, Waveform = new(48_000, 16), Thresholds = new Dictionary<string, double>() };
        using var classifier = new OnnxWindowClassifier(TestModels.Write(_temp.File("wave"), graph.ToArray(), manifest, TestModels.Labels[..1]), 1, 2);
        var windows = new float[32];
        windows[3] = 0.75f;
        windows[20] = 0.5f;
        var probabilities = new float[2];
        classifier.Classify(windows, 2, probabilities);
        Assert.Equal([0.75f, 0.5f], probabilities);
    }

    [Fact]
    public void Steady_classifying_allocates_nothing()
    {
        using var classifier = Open(TestModels.RowMeans(), maxBatch: 2);
        var windows = new float[24];
        var probabilities = new float[8];
        Assert.Equal(0, Allocations.LeastBytes(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                classifier.Classify(windows, 2, probabilities);
                classifier.Classify(windows.AsSpan(0, 12), 1, probabilities.AsSpan(0, 4));
            }
        }));
    }

    [Fact]
    public void Wrong_lengths_and_counts_are_refused()
    {
        using var classifier = Open(TestModels.RowMeans(), maxBatch: 2);
        Assert.Throws<ArgumentException>(() => classifier.Classify(new float[11], 1, new float[4]));
        Assert.Throws<ArgumentException>(() => classifier.Classify(new float[12], 1, new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => classifier.Classify(new float[36], 3, new float[12]));
        Assert.Throws<ArgumentOutOfRangeException>(() => classifier.Classify([], 0, []));
    }

    private OnnxWindowClassifier Open(byte[] onnx, int maxBatch, ModelManifest? manifest = null, string folder = "model")
        => new(TestModels.Write(_temp.File(folder), onnx, manifest), 1, maxBatch);
}
