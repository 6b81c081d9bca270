using AvianVox.Classification.Inference;
using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Onnx;

namespace AvianVox.Classification.Tests.Inference;

public sealed class OnnxWeightsTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_network_with_a_weight_that_is_no_number_is_refused_by_the_weight_s_name(float value)
    {
        var fault = Assert.Single(OnnxWeights.Faults(Network(value)));
        Assert.Contains("'scale'", fault, StringComparison.Ordinal);
        using var temp = new TempFolder();
        Assert.Contains(
            "'scale'",
            Assert.Throws<ModelPackageException>(() => TestModels.Write(temp.File("model"), Network(value))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Finite_weights_and_what_is_no_network_are_no_faults_of_weights()
    {
        Assert.Empty(OnnxWeights.Faults(Network(1)));
        Assert.Empty(OnnxWeights.Faults(Network(1).AsSpan(0, 60)));
        Assert.Empty(OnnxWeights.Faults("no network at all"u8));
    }

    private static byte[] Network(float value)
    {
        var graph = new OnnxGraph("rows");
        var input = graph.Input("input", OnnxGraph.Batch, 1, TestModels.Rows, TestModels.Frames);
        var scaled = graph.Binary("Mul", input, graph.Weights("scale", [1, value, 1, 1], 1, 1, TestModels.Rows, 1));
        graph.Output(graph.Reduce("ReduceMean", scaled, [1, 3], name: "probabilities"), OnnxGraph.Batch, TestModels.Rows);
        return graph.ToArray();
    }
}
