using AvianVox.Classification.Inference;
using AvianVox.Training.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace AvianVox.Training.Tests.Onnx;

public sealed class OnnxGraphTests
{
    [Fact]
    public void Names_shapes_and_metadata_are_what_the_runtime_reads_back()
    {
        var graph = new OnnxGraph("sample");
        var input = graph.Input("input", OnnxGraph.Batch, 2, 3);
        graph.Output(graph.Reduce("ReduceMax", input, [2], name: "peaks"), OnnxGraph.Batch, 2);
        graph.Output(graph.Flatten(input, "flat"), OnnxGraph.Batch, 6);
        graph.Metadata("source", "a test, ünïcode");
        RuntimeTelemetry.TurnOff();
        using var session = new InferenceSession(graph.ToArray());
        Assert.Equal([-1, 2, 3], session.InputMetadata["input"].Dimensions);
        Assert.Equal("N", session.InputMetadata["input"].SymbolicDimensions[0]);
        Assert.Equal([-1, 2], session.OutputMetadata["peaks"].Dimensions);
        Assert.Equal([-1, 6], session.OutputMetadata["flat"].Dimensions);
        Assert.Equal("a test, ünïcode", session.ModelMetadata.CustomMetadataMap["source"]);
        Assert.Equal("avianvox-train", session.ModelMetadata.ProducerName);
    }

    [Fact]
    public void Operators_compute_what_their_names_say()
    {
        float[] x = [1, -2, 3, 4, 5, -6];
        Assert.Equal([1, 0, 3, 4, 5, 0], Run(x, (g, i) => g.Relu(i)));
        Assert.Equal(x.Select(v => 1 / (1 + MathF.Exp(-v))), Run(x, (g, i) => g.Sigmoid(i)), Close);
        Assert.Equal(x.Select(v => MathF.Tanh(v)), Run(x, (g, i) => g.Unary("Tanh", i)), Close);
        Assert.Equal([1, 4, -2, 5, 3, -6], Run(x, (g, i) => g.Transpose(i, [0, 1, 3, 2])));
        Assert.Equal([2f / 3, 1], Run(x, (g, i) => g.Reduce("ReduceMean", i, [3])), Close);
        Assert.Equal([4, 5, 3], Run(x, (g, i) => g.Reduce("ReduceMax", i, [2])));
        Assert.Equal([5f / 6], Run(x, (g, i) => g.GlobalAveragePool(i)), Close);
        Assert.Equal([5], Run(x, (g, i) => g.GlobalMaxPool(i)));
        Assert.Equal([5, 5], Run(x, (g, i) => g.MaxPool(i, 2, 2, new() { Strides = [1, 1] })));
        Assert.Equal([5], Run(x, (g, i) => g.MaxPool(i, 2, 2)));
        Assert.Equal([2, -1.5f], Run(x, (g, i) => g.AveragePool(i, 2, 2, new() { Strides = [2, 2], Padding = [0, 0, 0, 1] })), Close);
        Assert.Equal([11, 8, 13, 14, 15, 4], Run(x, (g, i) => g.Add(i, g.Weights("ten", [10], 1))));
        Assert.Equal([-2, 3, 5, -6], Run(x, (g, i) => g.Slice(i, 3, 1, 3, "tail")));
        Assert.Equal([1, -2, 3, 4, 5, -6, 1, -2, 3, 4, 5, -6], Run(x, (g, i) => g.Concat([i, i], 2)));
        Assert.Equal(
            x.Select(v => ((v - 1) / 2 * 4) + 5),
            Run(x, (g, i) => g.BatchNormalization(i, One(g, "s", 4), One(g, "b", 5), One(g, "m", 1), One(g, "v", 3), 1)),
            Close);
    }

    [Fact]
    public void Dense_layers_take_weights_either_way_round()
    {
        float[] x = [1, -2, 3, 4, 5, -6];
        float[] weights = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];
        Assert.Equal(
            [1.5f, -11.5f],
            Run(x, (g, i) => g.Gemm(g.Flatten(i), g.Weights("w", weights, 2, 6), g.Weights("b", [0.5f, 0.5f], 2), transposed: true)));
        Assert.Equal([1, -12], Run(x, (g, i) => g.Gemm(g.Flatten(i), g.Weights("w", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2], 6, 2), null)));
        Assert.Equal(
            [1, -12],
            Run(x, (g, i) => g.MatMul(g.Reshape(i, [0, -1], "rows"), g.Weights("w", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2], 6, 2))));
        var softmax = Run(x, (g, i) => g.Softmax(g.Flatten(i), 1));
        Assert.Equal(1, softmax.Sum(), 1e-6f);
        Assert.Equal(MathF.Exp(1), softmax[4] / softmax[3], 1e-5f);
    }

    [Fact]
    public void Convolution_honours_stride_padding_dilation_and_groups()
    {
        float[] x = [1, 2, 3, 4, 5, 6];
        float[] ones = [1, 1];
        Assert.Equal([3, 5, 9, 11], Run(x, (g, i) => g.Conv(i, g.Weights("k", ones, 1, 1, 1, 2), null)));
        Assert.Equal(
            [1, 5, 4, 11],
            Run(x, (g, i) => g.Conv(i, g.Weights("k", ones, 1, 1, 1, 2), null, new() { Strides = [1, 2], Padding = [0, 1, 0, 0] })));
        Assert.Equal(
            [14, 20], Run(x, (g, i) => g.Conv(i, g.Weights("k", ones, 1, 1, 1, 2), g.Weights("b", [10], 1), new() { Dilations = [1, 2] })));
        Assert.Equal([1, 2, 3, 4, 5, 6, 2, 4, 6, 8, 10, 12], Run(x, (g, i) => g.Conv(i, g.Weights("k", [1, 2], 2, 1, 1, 1), null)));
        Assert.Equal(
            [3, 6, 9, 12, 15, 18, 5, 10, 15, 20, 25, 30],
            Run(x, (g, i) => g.Conv(g.Concat([i, i], 1), g.Weights("k", [3, 5], 2, 1, 1, 1), null, new() { Groups = 2 })));
    }

    [Fact]
    public void Mistakes_are_caught_where_they_are_made()
    {
        var graph = new OnnxGraph("sample");
        Assert.Throws<InvalidOperationException>(() => graph.ToArray());
        var input = graph.Input("input", OnnxGraph.Batch, 2);
        Assert.Throws<ArgumentException>(() => graph.Input("input", 1));
        Assert.Throws<ArgumentException>(() => graph.Weights("w", [1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => graph.Relu(new OnnxValue("nowhere")));
        Assert.Throws<ArgumentException>(() => graph.Output(new OnnxValue("nowhere"), 1));
        Assert.Throws<InvalidOperationException>(() => graph.ToArray());
        graph.Output(graph.Relu(input), OnnxGraph.Batch, 2);
        Assert.NotEmpty(graph.ToArray());
    }

    private static bool Close(float a, float b) => MathF.Abs(a - b) < 1e-6f;

    private static OnnxValue One(OnnxGraph graph, string name, float value) => graph.Weights(name, [value], 1);

    /// <summary>Runs a graph over one image of one channel, two rows and three columns.</summary>
    private static float[] Run(float[] x, Func<OnnxGraph, OnnxValue, OnnxValue> build)
    {
        var graph = new OnnxGraph("sample");
        var output = build(graph, graph.Input("input", OnnxGraph.Batch, 1, 2, 3));

        // An output declares its rank; flat, one declaration serves every operator.
        graph.Output(graph.Reshape(output, [-1], "out"), -1);
        return OnnxRunner.Run(graph.ToArray(), x, [1, 1, 2, 3], "out");
    }
}
