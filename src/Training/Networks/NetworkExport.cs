using AvianVox.Training.Onnx;

namespace AvianVox.Training.Networks;

/// <summary>Writes the study's network as ONNX: windows [N, 1, rows, frames] to probabilities [N, classes].</summary>
internal static class NetworkExport
{
    /// <summary>The network in ONNX wire format.</summary>
    /// <param name="network">Trained network.</param>
    /// <param name="name">Name of the graph.</param>
    public static byte[] ToOnnx(SpeciesNetwork network, string name)
    {
        var shape = network.Shape;
        var weights = network.Weights();
        var graph = new OnnxGraph(name);
        var x = graph.Input("windows", OnnxGraph.Batch, 1, shape.Rows, shape.Frames);
        for (var i = 0; i < shape.Filters.Count; i++)
        {
            var layer = weights[i];
            var kernel = graph.Weights($"conv{i + 1}/kernel", layer.Kernel, layer.Outputs, layer.Inputs, SpeciesNetwork.Side, SpeciesNetwork.Side);
            var bias = graph.Weights($"conv{i + 1}/bias", layer.Bias, layer.Outputs);
            x = graph.MaxPool(graph.Relu(graph.Conv(x, kernel, bias)), SpeciesNetwork.Side, SpeciesNetwork.Side);
        }

        var dense = weights[^1];
        x = graph.Reshape(graph.GlobalAveragePool(x), [0, -1], "pooled");
        x = graph.Gemm(x, graph.Weights("dense/kernel", dense.Kernel, dense.Outputs, dense.Inputs), graph.Weights("dense/bias", dense.Bias, dense.Outputs), transposed: true);
        graph.Output(graph.Softmax(x, name: "probabilities"), OnnxGraph.Batch, shape.Classes);
        return graph.ToArray();
    }
}
