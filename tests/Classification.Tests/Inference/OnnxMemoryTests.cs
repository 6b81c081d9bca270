using AvianVox.Classification.Packages;
using AvianVox.TestSupport;
using AvianVox.Training.Onnx;

namespace AvianVox.Classification.Tests.Inference;

/// <summary>Small files that ask for much memory: a station must not die of a model that somebody sent.</summary>
public sealed class OnnxMemoryTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("ConstantOfShape")]
    [InlineData("Expand")]
    [InlineData("Tile")]
    public void A_network_that_asks_for_gigabytes_is_refused_by_name(string operation)
    {
        const long Many = 3L << 28;
        var graph = new OnnxGraph("hungry");
        var input = graph.Input("input", OnnxGraph.Batch, 1, TestModels.Rows, TestModels.Frames);
        var rows = graph.Reduce("ReduceMean", input, [1, 3]);
        var huge = operation switch
        {
            "ConstantOfShape" => graph.Node("ConstantOfShape", [graph.Integers("shape", Many, 1)]),
            "Expand" => graph.Node("Expand", [graph.Weights("one", [1], 1, 1), graph.Integers("shape", Many, 1)]),
            _ => graph.Node("Tile", [rows, graph.Integers("repeats", 1, Many / 8)]),
        };
        var sum = graph.Node("ReduceMax", [huge], []);
        graph.Output(graph.Node("Add", [rows, sum], name: "probabilities"), OnnxGraph.Batch, TestModels.Rows);
        var before = Environment.WorkingSet;

        var refused = Assert.Throws<ModelPackageException>(() =>
        {
            using var classifier = new Classification.Inference.OnnxWindowClassifier(TestModels.Write(_temp.File("model"), graph.ToArray()), 1, 1);
        });

        Assert.True(refused.Message.Contains("1,024 MiB", StringComparison.Ordinal), refused.Message);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 1L << 30);
    }
}
